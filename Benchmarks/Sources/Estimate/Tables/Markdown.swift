import Foundation

/// Tables in Markdown.
enum Markdown {
    static func table(_ header: [String], _ rows: [[String]]) -> String {
        let lines = [line(header), "|" + header.map { _ in "---|" }.joined()] + rows.map(line)
        return lines.joined(separator: "\n")
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// A share in %, with one decimal.
    static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

    /// A share in whole %.
    static func whole(_ share: Double) -> String { String(format: "%.0f", share * 100) }
}
