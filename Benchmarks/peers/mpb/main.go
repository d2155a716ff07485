// The measured program for mpb: mpb-update update THREADS COUNT : as `update.py`
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/vbauerster/mpb"
	"github.com/vbauerster/mpb/decor"
)

func cpu() float64 {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)*1e-6
}

// Seconds by the clock and of the processor.
func run(threads, share int, body func()) (float64, float64) {
	var workers sync.WaitGroup
	start := make(chan struct{})
	for i := 0; i < threads; i++ {
		workers.Add(1)
		go func() {
			<-start
			for i := 0; i < share; i++ {
				body()
			}
			workers.Done()
		}()
	}
	wall, used := time.Now(), cpu()
	close(start)
	workers.Wait()
	return time.Since(wall).Seconds(), cpu() - used
}

func main() {
	threads, _ := strconv.Atoi(os.Args[2])
	count, _ := strconv.Atoi(os.Args[3])
	share := count / threads
	total := share * threads
	container := mpb.New()
	bar := container.AddBar(int64(total),
		mpb.PrependDecorators(decor.Name("work"), decor.CountersNoUnit(" %d / %d")),
		mpb.AppendDecorators(decor.Percentage(), decor.AverageETA(decor.ET_STYLE_GO)))
	emptyWall, emptyUsed := run(threads, share, func() {})
	wall, used := run(threads, share, func() { bar.Increment() })
	counted := bar.Current()
	container.Wait()
	text := fmt.Sprintf(`{"ns": %v, "cpu_ns": %v, "n": %d, "count": %d}`,
		(wall-emptyWall)*1e9/float64(total), (used-emptyUsed)*1e9/float64(total), total, counted)
	if err := os.WriteFile(os.Getenv("BENCH_OUT"), []byte(text), 0600); err != nil {
		panic(err)
	}
}
