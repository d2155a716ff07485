/// The program that draws the terminal, as it names itself in the environment.
enum TerminalProgram: Sendable, Hashable {
    case kitty, ghostty, wezterm, foot, alacritty, contour, iTerm(version: Int), windowsTerminal, conEmu, vscode, xterm
    case unknown

    init(environment: [String: String]) {
        let terminal = environment["TERM"] ?? ""
        let version = environment["TERM_PROGRAM_VERSION"]?.split(separator: ".").compactMap { Int($0) } ?? []
        switch environment["TERM_PROGRAM"] ?? "" {
        case "ghostty": self = .ghostty
        case "WezTerm": self = .wezterm
        case "iTerm.app": self = .iTerm(version: (version.first ?? 0) * 100 + (version.dropFirst().first ?? 0))
        case "vscode": self = .vscode
        default:
            if environment["WT_SESSION"] != nil {
                self = .windowsTerminal
            } else if environment["ConEmuANSI"] == "ON" {
                self = .conEmu
            } else if terminal.contains("kitty") {
                self = .kitty
            } else if terminal.contains("ghostty") {
                self = .ghostty
            } else if terminal.hasPrefix("foot") {
                self = .foot
            } else if terminal.hasPrefix("alacritty") {
                self = .alacritty
            } else if terminal.hasPrefix("contour") {
                self = .contour
            } else if terminal == "wezterm" {
                self = .wezterm
            } else {
                self = environment["XTERM_VERSION"] != nil ? .xterm : .unknown
            }
        }
    }

    var synchronizesOutput: Bool {
        switch self {
        case .kitty, .ghostty, .wezterm, .foot, .alacritty, .contour, .iTerm, .windowsTerminal: true
        case .conEmu, .vscode, .xterm, .unknown: false
        }
    }

    var hasTaskbar: Bool {
        switch self {
        case .ghostty, .windowsTerminal, .conEmu: true
        // Before 3.6 it took the sequence for a notification.
        case .iTerm(let version): version >= 306
        default: false
        }
    }

    /// Whether it keeps a stack of titles, so that ours can be taken away again.
    var hasTitle: Bool {
        switch self {
        case .kitty, .ghostty, .wezterm, .foot, .alacritty, .contour, .xterm: true
        default: false
        }
    }
}
