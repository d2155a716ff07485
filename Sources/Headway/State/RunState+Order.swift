extension RunState {
    /// The phases in the order in which they are to be shown: those that a command reports stand together, where the first
    /// of them has taken the command's place.
    package var phasesInOrder: [PhaseState] { indicesInOrder.map { phases[$0] } }

    /// The indices of the phases in the order in which they are to be shown.
    var indicesInOrder: [Int] {
        guard hasReportedPhases else { return Array(phases.indices) }
        let reported = phases.indices.filter { phases[$0].reportedBy != nil }
        let groups = Dictionary(grouping: reported) { phases[$0].reportedBy }
        var order: [Int] = []
        order.reserveCapacity(phases.count)
        for (index, phase) in phases.enumerated() {
            guard let command = phase.reportedBy else {
                order.append(index)
                continue
            }
            if let group = groups[command], group.first == index { order += group }
        }
        return order
    }

    /// Some phases in the order in which they are to be shown.
    func inOrder(_ indices: Set<Int>) -> [Int] {
        hasReportedPhases ? indicesInOrder.filter { indices.contains($0) } : indices.sorted()
    }
}
