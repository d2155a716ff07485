/// The shortest way to move the cursor from one cell to another, which never writes or scrolls anything.
///
/// Line feeds would often be shorter. But on a terminal that has just become smaller they scroll, and the terminal's
/// driver hands what they separate to the terminal piece by piece.
struct CursorMove {
    /// How the column is reached.
    enum Horizontal: Equatable {
        case stay
        case start
        case back(Int)
        case ahead(Int)
        /// Counted from 0.
        case to(Int)

        init(from column: Int, to target: Int) {
            let ahead = target - column
            if ahead == 0 {
                self = .stay
            } else if target == 0 {
                self = .start
            } else if ahead < 0, -ahead <= 3 + Self.digits(target + 1) {
                self = .back(-ahead)
            } else if ahead > 0, ahead == 1 || Self.digits(ahead) <= Self.digits(target + 1) {
                self = .ahead(ahead)
            } else {
                self = .to(target)
            }
        }

        /// How many bytes it takes.
        var cost: Int {
            switch self {
            case .stay: 0
            case .start: 1
            case .back(let count): count
            case .ahead(let count): count == 1 ? 3 : 3 + Self.digits(count)
            case .to(let column): 3 + Self.digits(column + 1)
            }
        }

        static func digits(_ number: Int) -> Int {
            number < 10 ? 1 : number < 100 ? 2 : number < 1_000 ? 3 : 4
        }
    }

    /// How many rows to go down; up if it is negative.
    let rows: Int
    /// What is left to do in the row.
    let horizontal: Horizontal
    /// How many bytes it takes.
    let cost: Int

    init(from: (row: Int, column: Int), to: (row: Int, column: Int)) {
        rows = to.row - from.row
        horizontal = Horizontal(from: from.column, to: to.column)
        let distance = abs(rows)
        cost = horizontal.cost + (distance == 0 ? 0 : distance == 1 ? 3 : 3 + Horizontal.digits(distance))
    }
}
