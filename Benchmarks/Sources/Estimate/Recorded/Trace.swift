import Foundation
import Headway

/// A recorded run, estimated second by second as if it were going on.
enum Trace {
    static func print(_ path: String, history folders: [String]) throws {
        let journal = try String(contentsOfFile: path, encoding: .utf8)
        let decoder = JSONDecoder()
        let events = journal.split(separator: "\n").compactMap { line in
            try? decoder.decode(ProgressEvent.self, from: Data(line.utf8))
        }
        guard let last = events.last else { throw TraceError("\(path): there is no event in it") }

        var history = PhaseHistory()
        for folder in folders {
            let path = folder.hasSuffix(".json") ? folder : folder + "/.progress.json"
            history.add(try RunReader(path: path).state())
        }
        // A run can't know of itself.
        history.remove(runID: last.runID)

        var estimator = RunEstimator(history: history)
        var state = RunState()
        var next = 0
        Swift.print("elapsed,point,p10,p50,p90")
        for second in 0...Int(max(last.elapsed / .seconds(1), 0)) {
            while next < events.count, events[next].elapsed <= .seconds(second) {
                state.apply(events[next])
                next += 1
            }
            guard !state.status.isEnd else { break }
            if let estimate = estimator.estimate(state, atElapsed: Double(second))?.run {
                let values = [estimate.point, estimate.p10, estimate.p50, estimate.p90]
                Swift.print("\(second)," + values.map { String(format: "%.3f", $0) }.joined(separator: ","))
            } else {
                Swift.print("\(second),,,,")
            }
        }
    }
}

/// Why a trace can't be estimated.
struct TraceError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
