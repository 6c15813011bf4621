//! Lessons: a question about a scenario that its run answers.

use crate::scenario::record::{change, field_default, field_key, record};
use crate::scenario::values::{Level, Listed};

record! {
    /// A question that a run of this scenario answers, for `flowcast lesson`
    pub struct LessonText {
        /// What whoever learns is asked
        [structural, required] question: String,
        /// What to choose from; a choice is right where the figure lies in its range
        [structural, required] choice: Listed<LessonChoiceText>,
        /// The figure that answers
        [structural, required] figure: LessonFigureText,
        /// The variant that is asked about: the figure is then told as so many times that of the scenario as it stands
        [structural, optional] variant: String,
        /// Other figures that are shown beside the answer
        [structural, optional] shows: Listed<LessonFigureText>,
        /// Why it is so
        [structural, required] because: String,
        /// One thing to try next
        [structural, required] next ("try"): String,
    }
}

record! {
    /// One choice of a lesson
    pub struct LessonChoiceText {
        /// What it says
        [structural, required] says: String,
        /// Where its range begins; it has no lower end where it is left out
        [structural, optional] from: Level,
        /// Before what its range ends; it has no upper end where it is left out
        [structural, optional] below: Level,
    }
}

record! {
    /// A figure by its labels, as in a run's kpis.csv
    pub struct LessonFigureText {
        /// What is measured, such as "lead time"
        [structural, required] measure: String,
        /// By what, such as "demand"
        [structural, required] by: String,
        /// Of which
        [structural, required] name: String,
        /// Which statistic, such as "mean"
        [structural, required] statistic: String,
    }
}
