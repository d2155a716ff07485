import ArgumentParser
import Headway
import HeadwayRunner

/// Where a run's timings are written when it has ended.
struct ExportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write the run's timings to a JSON file.", valueName: "file"), completion: .file())
    var exportJSON: String?

    @Option(
        help: ArgumentHelp("Write the run's timings to a table in Markdown.", valueName: "file"),
        completion: .file()
    )
    var exportMarkdown: String?

    @Option(
        help: ArgumentHelp("Write the run's timings to a table of comma-separated values.", valueName: "file"),
        completion: .file()
    )
    var exportCSV: String?

    /// Opens the files, before anything runs.
    ///
    /// - Returns: Those that were asked for, with what goes into them.
    /// - Throws: A ``Complaint`` if one can't be written.
    func open() throws -> [(file: ExportFile, format: TimingsExport.Format)] {
        let all: [(path: String?, format: TimingsExport.Format)] = [
            (exportJSON, .json), (exportMarkdown, .markdown), (exportCSV, .csv),
        ]
        return try all.compactMap { path, format in try path.map { (try ExportFile(path: $0), format) } }
    }
}
