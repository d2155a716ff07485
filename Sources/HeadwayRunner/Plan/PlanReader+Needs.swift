/// Reads which phases a phase needs, and checks that the phases can be put into an order.
extension PlanReader {
    /// The names of phases: a list, or one name.
    mutating func needs(_ entry: PlanEntry) -> [String]? {
        if entry.value.isNull { return [] }
        switch entry.value.content {
        case .list(let nodes):
            return nodes.compactMap { node in
                requiredText(PlanEntry(key: entry.key, position: entry.position, value: node))
            }
        case .scalar: return requiredText(entry).map { [$0] }
        case .mapping:
            expected("a list of phases", for: entry, advice: "write [load, measure]")
            return nil
        }
    }

    /// Reports needs that can never be met.
    mutating func check(needsOf phases: [PlanPhase]) {
        let names = phases.map(\.name)
        let known = Set(names)
        var isSound = true
        for phase in phases {
            for need in phase.needs ?? [] where !known.contains(need) || need == phase.name {
                isSound = false
                let isItself = need == phase.name
                let nearest = NearestName.suggestion(for: need, among: names.filter { $0 != phase.name })
                diagnostics.add(
                    isItself
                        ? "the phase \(PlanText.quoted(need)) needs itself"
                        : "there is no phase \(PlanText.quoted(need)) to need",
                    at: needsPositions[phase.name],
                    advice: isItself
                        ? "leave it out" : nearest.map { "did you mean \"\($0)\"?" } ?? "name phases of this plan"
                )
            }
        }
        guard isSound, let circle = circle(in: phases) else { return }
        diagnostics.add(
            "these phases need each other: \(circle.map { PlanText.quoted($0) }.joined(separator: " → "))",
            at: circle.first.flatMap { needsPositions[$0] },
            advice: "take one of these needs away"
        )
    }

    /// Phases that wait for each other, the first one again at the end; `nil` if there are none.
    private func circle(in phases: [PlanPhase]) -> [String]? {
        let needs = Dictionary(phases.map { ($0.name, $0.needs ?? []) }, uniquingKeysWith: { first, _ in first })
        var dependents: [String: [String]] = [:]
        for (name, needed) in needs { for need in needed { dependents[need, default: []].append(name) } }
        // Whoever needs nobody that is left can run; those who remain in the end wait for each other.
        var missing = needs.mapValues(\.count)
        var free = needs.keys.filter { missing[$0] == 0 }
        var left = Set(needs.keys)
        while let name = free.popLast() {
            left.remove(name)
            for dependent in dependents[name, default: []] {
                missing[dependent, default: 0] -= 1
                if missing[dependent] == 0 { free.append(dependent) }
            }
        }
        guard let first = phases.first(where: { left.contains($0.name) })?.name else { return nil }
        var path = [first]
        while let next = needs[path[path.count - 1], default: []].first(where: { left.contains($0) }) {
            if let start = path.firstIndex(of: next) { return path[start...] + [next] }
            path.append(next)
        }
        return nil
    }
}
