// The measured program for indicatif:
// indicatif-display indicatif|none BARS SECONDS IDLE : as `display.py`
// indicatif-display update THREADS COUNT : as `update.py`
use indicatif::{MultiProgress, ProgressBar};
use std::{
    env, fs, hint::black_box, sync::{Arc, Barrier}, thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const TOTAL: u64 = 1200;

fn cpu() -> f64 {
    unsafe {
        let mut r: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut r);
        let f = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 * 1e-6;
        f(r.ru_utime) + f(r.ru_stime)
    }
}

fn wall() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64()
}

fn save(text: String) {
    fs::write(env::var("BENCH_OUT").unwrap(), text).unwrap();
}

fn main() {
    let a: Vec<String> = env::args().collect();
    if a[1] == "update" {
        update(a[2].parse().unwrap(), a[3].parse().unwrap());
    } else {
        display(a[1] != "none", a[2].parse().unwrap(), a[3].parse().unwrap(), a[4].parse().unwrap());
    }
}

fn display(shown: bool, count: u64, seconds: f64, idle: f64) {
    let bars: Vec<ProgressBar> = if !shown {
        vec![]
    } else if count == 1 {
        vec![ProgressBar::new(TOTAL)]
    } else {
        let all = MultiProgress::new();
        (0..count).map(|_| all.add(ProgressBar::new(TOTAL))).collect()
    };
    let (cpu0, wall0, start) = (cpu(), wall(), Instant::now());
    for i in 0..(100.0 * seconds) as u64 {
        for b in &bars { b.inc(1); }
        let next = Duration::from_millis(10 * (i + 1));
        let e = start.elapsed();
        if next > e { thread::sleep(next - e); }
    }
    let (cpu1, wall1) = (cpu(), wall());
    thread::sleep(Duration::from_secs_f64(idle));
    save(format!(
        "{{\"cpu\": {}, \"start\": {}, \"busy_end\": {}, \"idle_end\": {}}}",
        cpu1 - cpu0, wall0, wall1, wall()));
    for b in &bars { b.finish(); }
}

/// Seconds by the clock and of the processor.
fn run<F: Fn() + Send + Sync + Clone + 'static>(threads: u64, share: u64, f: F) -> (f64, f64) {
    let barrier = Arc::new(Barrier::new(threads as usize + 1));
    let workers: Vec<_> = (0..threads).map(|_| {
        let (barrier, f) = (barrier.clone(), f.clone());
        thread::spawn(move || {
            barrier.wait();
            for i in 0..share { black_box(i); f(); }
        })
    }).collect();
    let used = cpu();
    barrier.wait();
    let start = Instant::now();
    for worker in workers { worker.join().unwrap(); }
    (start.elapsed().as_secs_f64(), cpu() - used)
}

fn update(threads: u64, count: u64) {
    let share = count / threads;
    let total = share * threads;
    let bar = ProgressBar::new(total);
    let empty = run(threads, share, || {});
    let shared = bar.clone();
    let used = run(threads, share, move || shared.inc(1));
    let counted = bar.position();
    bar.finish();
    save(format!(
        "{{\"ns\": {}, \"cpu_ns\": {}, \"n\": {}, \"count\": {}}}",
        (used.0 - empty.0) * 1e9 / total as f64, (used.1 - empty.1) * 1e9 / total as f64, total, counted));
}
