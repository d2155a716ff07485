import Headway

/// Looks whether a phase has made what it should.
struct ArtifactCheck {
    /// Where the phase ran; the current folder if `nil`.
    let folder: String?
    let environment: [(name: String, value: String)]
    let files: any FileSystem

    /// The paths at which there is nothing, as the plan has them.
    ///
    /// - Parameter artifacts: Paths relative to the phase's folder; `$NAME` and `${NAME}` stand for the variables that
    ///   Headway and the plan set for the phase.
    func missing(_ artifacts: [String]) -> [String] {
        artifacts.filter { artifact in
            let path = expanded(artifact)
            let absolute = path.hasPrefix("/") ? path : PlatformFile.absolute((folder.map { $0 + "/" } ?? "") + path)
            return (try? files.status(of: absolute)) == nil
        }
    }

    private func expanded(_ path: String) -> String {
        var path = path
        // Longer names first, so that $HEADWAY_RUN_DIR isn't taken for $HEADWAY_RUN.
        for (name, value) in environment.sorted(by: { $0.name.count > $1.name.count }) {
            for form in ["${\(name)}", "$\(name)"] {
                path = path.split(separator: form, omittingEmptySubsequences: false).joined(separator: value)
            }
        }
        return path
    }
}
