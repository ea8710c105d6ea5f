//! Work on many threads whose results keep the order of the items.

use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// The stack of a thread: what the first one of a program has.
const STACK: usize = 8 * 1024 * 1024;

/// Threads for a run: all cores when nothing is said.
pub(crate) fn threads(jobs: Option<usize>) -> io::Result<ThreadPool> {
    let jobs = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get));
    let pool = ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build();
    pool.map_err(io::Error::other)
}

/// Works on the items and hands the results over in the order of the items. At most `window` of
/// them are under way or wait for one before them, so that memory does not grow with the run.
pub(crate) fn in_order<T: Send, R: Send>(
    pool: &ThreadPool,
    window: usize,
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    pool.in_place_scope(|scope| {
        let mut waiting = VecDeque::with_capacity(window);
        let mut next = |waiting: &mut VecDeque<mpsc::Receiver<R>>| match waiting
            .pop_front()
            .and_then(|x| x.recv().ok())
        {
            Some(result) => take(result),
            None => ControlFlow::Continue(()),
        };
        for item in items {
            if waiting.len() == window && next(&mut waiting).is_break() {
                return;
            }
            let (sender, receiver) = mpsc::sync_channel(1);
            let work = &work;
            scope.spawn(move |_| {
                // Nobody waits for it after a break.
                let _ = sender.send(work(item));
            });
            waiting.push_back(receiver);
        }
        while !waiting.is_empty() {
            if next(&mut waiting).is_break() {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_keep_the_order_and_few_wait() {
        let ahead = AtomicUsize::new(0);
        for jobs in [1, 2, 5] {
            let pool = threads(Some(jobs)).unwrap();
            let mut found = Vec::new();
            let work = |x: usize| {
                ahead.fetch_add(1, Ordering::SeqCst);
                // The first of each ten is the slowest.
                thread::sleep(Duration::from_micros(if x.is_multiple_of(10) { 900 } else { 30 }));
                x
            };
            in_order(&pool, 8, 0..200, work, |x| {
                assert!(ahead.fetch_sub(1, Ordering::SeqCst) <= 8);
                found.push(x);
                ControlFlow::Continue(())
            });
            assert_eq!(found, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_break_ends_the_work() {
        let pool = threads(Some(2)).unwrap();
        let (done, mut taken) = (AtomicUsize::new(0), 0);
        let work = |_| done.fetch_add(1, Ordering::SeqCst);
        in_order(&pool, 4, 0.., work, |_| {
            taken += 1;
            if taken == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(taken, 10);
        assert!(done.into_inner() <= 14);
    }
}
