//! Once its vectors have grown, the engine allocates nothing: a replication that was run before is run again without one request
//! for memory.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

use flowcast::engine::World;
use flowcast::observation::Deaf;

mod support;

/// The system's allocator, counted.
struct Counting;

static REQUESTS: AtomicU64 = AtomicU64::new(0);

// SAFETY: everything is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        REQUESTS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        REQUESTS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Northwind has shifts, absence, other duties, people on call, peers, a board, failing changes and raised items; the vendor's
/// tickets wait, stop clocks, are handed over and reopened.
#[test]
fn a_replication_allocates_nothing_once_vectors_have_grown() {
    let scenarios = [
        include_str!("../scenarios/northwind.toml"),
        include_str!("../scenarios/vendor-bounce.toml"),
    ];
    for text in scenarios {
        let (model, program) = support::program(text);
        let mut world = World::new(&program);
        let before = REQUESTS.load(Ordering::Relaxed);
        world.run(model.run.seed, 0, &mut Deaf);
        let growing = REQUESTS.load(Ordering::Relaxed) - before;
        assert!(growing > 0, "the allocator is counted");
        let before = REQUESTS.load(Ordering::Relaxed);
        world.run(model.run.seed, 0, &mut Deaf);
        assert_eq!(REQUESTS.load(Ordering::Relaxed) - before, 0);
    }
}
