// indicatif-display indicatif|none BARS SECONDS IDLE : as `display.py`, for indicatif.
use indicatif::{MultiProgress, ProgressBar};
use std::{env, fs, thread, time::{Duration, Instant, SystemTime, UNIX_EPOCH}};

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

fn main() {
    let a: Vec<String> = env::args().collect();
    let count: u64 = a[2].parse().unwrap();
    let seconds: f64 = a[3].parse().unwrap();
    let idle: f64 = a[4].parse().unwrap();
    let bars: Vec<ProgressBar> = if a[1] == "none" {
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
    fs::write(env::var("BENCH_OUT").unwrap(), format!(
        "{{\"cpu\": {}, \"start\": {}, \"busy_end\": {}, \"idle_end\": {}}}",
        cpu1 - cpu0, wall0, wall1, wall())).unwrap();
    for b in &bars { b.finish(); }
}
