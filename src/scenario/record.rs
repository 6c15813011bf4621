//! The macro that declares a table of the catalogue.

/// The key of a field: its own name unless another is given.
macro_rules! field_key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// What holds where a field is left out.
macro_rules! field_default {
    (required) => {
        None
    };
    (optional) => {
        None
    };
    (default $default:expr) => {
        Some($crate::scenario::tree::Content::from($default))
    };
}

/// Declares a table: its struct, its reader and its entry in the catalogue.
///
/// Each field says whether it is live or structural, whether it must be there or what its default is, and its value. A
/// table with keys of the user's own names, at its end, where they go and which entries are taken.
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $help:literal])+ [$change:ident, $mode:ident $($default:expr)?] $field:ident $(($key:literal))? : $ty:ty, )*
        }
        $( others { #[doc = $other_help:literal] $others:ident : $other:ty, taken by $accepts:path } )?
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Where the table stands.
            pub place: $crate::diagnostic::Place,
            /// The keys that are written there, whether or not their values could be read.
            #[allow(dead_code)]
            pub keys: Vec<String>,
            $( $(#[doc = $help])+ pub $field: Option<$crate::scenario::catalogue::Placed<$ty>>, )*
            $( #[doc = $other_help] pub $others: Vec<(
                $crate::scenario::catalogue::Placed<String>,
                Option<$crate::scenario::catalogue::Placed<$other>>,
            )>, )?
        }
        impl $name {
            /// The table's entry in the catalogue.
            pub fn record() -> $crate::scenario::catalogue::Record {
                use $crate::scenario::catalogue::{Change, Field, Record, Value};
                let fields = vec![$( Field {
                    key: field_key!($field $($key)?),
                    help: concat!($($help),+).trim(),
                    words: <$ty as Value>::words,
                    required: stringify!($mode) == "required",
                    default: field_default!($mode $($default)?),
                    change: change!($change),
                    shape: <$ty as Value>::shape(),
                    schema: <$ty as Value>::schema,
                }, )*];
                #[allow(unused_mut, unused_assignments)]
                let mut others: Option<(&'static str, fn() -> serde_json::Value)> = None;
                $( others = Some(($other_help.trim(), <$other as Value>::schema)); )?
                Record { help: concat!($($doc),+).trim(), fields, others }
            }
            const KEYS: &'static [&'static str] = &[$( field_key!($field $($key)?), )*];
        }
        impl $crate::scenario::catalogue::Value for $name {
            fn read(
                node: &$crate::scenario::tree::Node,
                reader: &mut $crate::scenario::catalogue::Reader,
            ) -> Option<Self> {
                use $crate::scenario::catalogue::{read_default, read_placed, Value};
                let table = reader.table(node, &<Self as Value>::words())?;
                let mut text = $name {
                    place: node.place.clone(),
                    keys: table.entries.iter().map(|entry| entry.key.clone()).collect(),
                    $( $field: None, )*
                    $( $others: Vec::new(), )?
                };
                for entry in &table.entries {
                    $( if entry.key == field_key!($field $($key)?) {
                        text.$field = read_placed(&entry.node, &entry.key, reader);
                        continue;
                    } )*
                    $( if $accepts(entry, Self::KEYS) {
                        let name = $crate::scenario::catalogue::Placed {
                            value: entry.key.clone(),
                            place: entry.key_place.clone(),
                        };
                        text.$others.push((name, read_placed::<$other>(&entry.node, &entry.key, reader)));
                        continue;
                    } )?
                    #[allow(unreachable_code)]
                    reader.unknown_key(entry, Self::KEYS);
                }
                $( if table.get(field_key!($field $($key)?)).is_none() {
                    let key = field_key!($field $($key)?);
                    if stringify!($mode) == "required" {
                        reader.missing_key(&node.place, key, concat!($($help),+).trim(), &<$ty as Value>::words());
                    } else if let Some(content) = field_default!($mode $($default)?) {
                        text.$field = read_default(content, &node.place, key, reader);
                    }
                } )*
                Some(text)
            }
            fn words() -> String {
                format!("a table ({})", concat!($($doc),+).trim().trim_end_matches('.').to_lowercase())
            }
            fn schema() -> serde_json::Value {
                Self::record().schema()
            }
            fn shape() -> $crate::scenario::catalogue::Shape {
                $crate::scenario::catalogue::Shape::Record(Self::record)
            }
        }
    };
}

/// Whether a field may change during a run.
macro_rules! change {
    (live) => {
        Change::Live
    };
    (structural) => {
        Change::Structural
    };
}

pub(crate) use {change, field_default, field_key, record};
