/// A form of progress, by the name that a plan has for it.
public enum ProgressFormName: String, Sendable, Hashable, CaseIterable {
    case directive, taskbar
    case tqdm, rich, pip, pytest, ctest, meson, cmake, make, ninja, cargo
    case swiftBuild = "swift-build"
    case swiftTest = "swift-test"
    case goTest = "go-test"
    case pgbench, fio, sysbench, wrk, hey, rsync, curl, dd, parallel
    case count, percent

    /// The forms that have no tool: they are believed only with much evidence.
    var isGeneric: Bool { self == .count || self == .percent }

    /// What `auto` looks for, those first that are hardest to mistake.
    static var all: [ProgressFormName] {
        // `make` is `cmake`, and `ninja` reads what `swift build` prints.
        allCases.filter { ![.make, .swiftBuild].contains($0) }
    }
}
