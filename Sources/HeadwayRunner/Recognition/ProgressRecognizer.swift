/// Reads a command's output as it grows and says what it reveals of the phase's progress.
///
/// It has no clock: whoever calls it says what time it is.
struct ProgressRecognizer {
    /// Forms by the bit that stands for them.
    private typealias Mask = UInt32

    private var splitter = LineSplitter()
    private var terminal = TerminalText()
    private var progress = PhaseProgress()
    private var slots: [FormSlot] = []
    /// From which slot the phase's progress is taken; ``explicit`` if the command says it in so many words.
    private var leader: Int?
    private let readsAnything: Bool
    private let looksForStages: Bool
    /// Whether all that is looked for is a plan's own expression.
    private let hasPattern: Bool
    private let trustsTaskBar: Bool
    private let namesBuilder: Bool
    /// Which forms are worth trying, by what a line has, and by what it begins with.
    private var byMarks: [Mask] = []
    private var byFirstByte: [Mask] = []
    private var genericMask: Mask = 0
    private var drawnMask: Mask = 0
    /// How long the command takes, if its words say so; it begins with the first look.
    private var seconds: Double?
    /// Which of several bars the next one is, if one begins next.
    private var announced: Stage?
    private var hasUnseen = false
    /// Whether a line was for Headway.
    private(set) var hasDirectives = false

    private var lastLineBytes: [UInt8] = []

    private static let explicit = -1
    private static let longestLastLine = 1_000
    /// What all directives begin with.
    private static let prefix = [UInt8]("::p".utf8)
    /// How much of the end of a piece of a flood is read.
    private static let readOfFlood = 4 << 10
    /// How many steps an expression may take for a piece of the output, some 30 ms, and for one of a flood.
    private static let mostSteps = 1 << 21
    private static let mostStepsOfFlood = mostSteps / 16

    /// The last line that wasn't empty, to be shown.
    var lastLine: String? {
        lastLineBytes.isEmpty ? nil : String(decoding: lastLineBytes, as: UTF8.self)
    }

    /// Makes a recognizer.
    ///
    /// - Parameters:
    ///   - setting: What to look for.
    ///   - command: The command whose output it is: some tools say how long they take only there.
    init(_ setting: ProgressSetting = .auto, command: String = "") {
        let command = CommandText(command)
        readsAnything = setting != .none
        looksForStages = setting == .auto
        if case .pattern = setting { hasPattern = true } else { hasPattern = false }
        // cargo sends it while it builds what it runs then.
        namesBuilder = command.namesBuilder
        trustsTaskBar = setting == .form(.taskbar) || command.onlyBuilds || !command.names("cargo")
        switch setting {
        case .auto:
            slots = ProgressFormName.all.flatMap { name in
                name.forms(command, isTrusted: false).map { form in
                    FormSlot(
                        form,
                        isNamed: name.isNamed(by: command),
                        isTrusted: false,
                        isAside: form.isBuild ? !command.onlyBuilds : name.isFollowed(in: command)
                    )
                }
            }
        case .none: break
        case .form(let name):
            let tests = command.names("cargo", "test") || command.names("cargo", "bench")
            slots = name.forms(command, isTrusted: true).map { form in
                FormSlot(form, isNamed: true, isTrusted: true, isAside: name == .cargo && form.isBuild && tests)
            }
        case .pattern(let pattern):
            slots = [FormSlot(PatternForm(pattern), isNamed: true, isTrusted: true)]
        }
        seconds = slots.lazy.compactMap(\.form.duration).first
        prepareMasks()
    }

    /// Takes the next bytes of the output.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - now: The time.
    ///   - onPhase: Called with what the command says of a phase of its own, and before that with what is to be put on the
    ///     phase that was there until then.
    ///   - onLine: Called with each line that isn't a directive.
    /// - Returns: What to put on the phase, if there is anything new.
    mutating func take(
        _ bytes: [UInt8],
        at now: Duration = .zero,
        onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)? = nil,
        onLine: ((LineBytes) -> Void)? = nil
    ) -> PhaseUpdate? {
        begin(at: now)
        hasUnseen = true
        // It is taken out of the recognizer meanwhile, so that what reads its lines may change the recognizer.
        var splitter = LineSplitter()
        swap(&splitter, &self.splitter)
        // Of what costs too much to be read whole, the end is read too: it has the newest.
        let hasEnd = hasPattern && bytes.count > Self.readOfFlood
        let parts =
            hasEnd ? [bytes.dropLast(Self.readOfFlood), bytes.suffix(Self.readOfFlood)].map(Array.init) : [bytes]
        for (index, part) in parts.enumerated() {
            allow(steps: index == 0 ? Self.mostSteps : Self.mostSteps / 2)
            splitter.take(part) { line in read(line, at: now, onPhase, onLine) }
        }
        swap(&splitter, &self.splitter)
        return progress.update()
    }

    /// Takes the next bytes of a flood, of which only so much is read: what may be a directive, and the end.
    mutating func skim(
        _ bytes: [UInt8],
        at now: Duration = .zero,
        onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)? = nil
    ) -> PhaseUpdate? {
        begin(at: now)
        hasUnseen = true
        // It is taken out of the recognizer meanwhile, so that what reads its lines may change the recognizer.
        var splitter = LineSplitter()
        swap(&splitter, &self.splitter)
        allow(steps: Self.mostStepsOfFlood)
        splitter.skim(bytes, for: Self.prefix, whole: Self.readOfFlood) { line in read(line, at: now, onPhase, nil) }
        swap(&splitter, &self.splitter)
        return progress.update()
    }

    /// Looks again when nothing more was printed: at a bar that is drawn without an end of its line, and at the clock.
    mutating func pause(at now: Duration) -> PhaseUpdate? {
        begin(at: now)
        progress.passTime(now)
        if hasUnseen {
            hasUnseen = false
            allow(steps: Self.mostSteps)
            lookAtUnfinishedLine(at: now)
        }
        return progress.update()
    }

    /// Looks at a last line without an end.
    mutating func finish(
        at now: Duration = .zero,
        onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)? = nil,
        onLine: ((LineBytes) -> Void)? = nil
    ) -> PhaseUpdate? {
        var splitter = LineSplitter()
        swap(&splitter, &self.splitter)
        allow(steps: Self.mostSteps)
        splitter.finish { line in read(line, at: now, onPhase, onLine) }
        return progress.update()
    }

    /// Forgets the line that has begun, because some of the output is left out; what comes next begins a line.
    mutating func skip() {
        splitter = LineSplitter()
    }

    /// A plan's expression can cost much, and must not keep anybody from the phase's time-out: so much of it for one piece.
    private mutating func allow(steps: Int) {
        if hasPattern { slots[0].form.allow(steps: steps) }
    }

    private mutating func begin(at now: Duration) {
        guard let seconds else { return }
        self.seconds = nil
        progress.take(ProgressReport(.lasts(seconds: seconds)), isMain: true, at: now)
    }

    private mutating func read(
        _ line: OutputLine,
        at now: Duration,
        _ onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)?,
        _ onLine: ((LineBytes) -> Void)?
    ) {
        if readsAnything, takeDirective(line, at: now, onPhase) { return }
        if !line.bytes.isEmpty {
            lastLineBytes.removeAll(keepingCapacity: true)
            lastLineBytes.append(contentsOf: line.bytes.prefix(Self.longestLastLine + 1))
            lastLineBytes.cutCharacters(after: Self.longestLastLine)
        }
        onLine?(line.bytes)
        guard readsAnything else { return }
        var terminal = TerminalText()
        swap(&terminal, &self.terminal)
        terminal.read(line) { finding in
            switch finding {
            case .taskBar(let fraction):
                guard trustsTaskBar else { return }
                leader = Self.explicit
                progress.take(ProgressReport(.fraction(fraction)), isMain: true, at: now)
            case .text(let text): if leader != Self.explicit { read(text, at: now) }
            }
        }
        swap(&terminal, &self.terminal)
    }

    /// Takes a line that is meant for Headway.
    ///
    /// - Returns: Whether it is one that was understood.
    private mutating func takeDirective(
        _ line: OutputLine,
        at now: Duration,
        _ onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)?
    ) -> Bool {
        guard line.marks.contains(.escape) else { return takeDirective(line.bytes, at: now, onPhase) }
        guard LineSearch.first(Self.prefix, in: line.bytes) != nil else { return false }
        // It may be in colours.
        return TerminalText.withoutSequences(line.bytes).withUnsafeBufferPointer {
            takeDirective($0[...], at: now, onPhase)
        }
    }

    private mutating func takeDirective(
        _ line: LineBytes,
        at now: Duration,
        _ onPhase: ((PhaseUpdate?, PhaseDirective) -> Void)?
    ) -> Bool {
        guard line.first(where: { !ByteCursor.isBlank($0) }) == Self.prefix.first else { return false }
        if let directive = ProgressDirective(line) {
            hasDirectives = true
            leader = Self.explicit
            progress.take(directive.report, isMain: true, at: now)
            return true
        }
        let isMeant = ProgressDirective.isMeant(by: line)
        guard let directive = isMeant ? .notUnderstood(beginningOf: line) : PhaseDirective(line) else {
            return false
        }
        hasDirectives = true
        onPhase?(progress.update(), directive)
        switch directive {
        case .notUnderstood: return false
        case .progress: break
        case .start, .end:
            // Another phase is another progress.
            progress = PhaseProgress()
            leader = nil
            announced = nil
            for index in slots.indices { slots[index].stage = nil }
        }
        return true
    }

    private mutating func read(_ line: TextLine, at now: Duration) {
        var candidates = mask(of: line)
        // Of the forms that have no tool only one is listened to, and none beside a tool.
        if let leader { candidates &= ~genericMask | (1 << Mask(leader)) }
        while candidates != 0 {
            let index = candidates.trailingZeroBitCount
            candidates &= candidates - 1
            guard let report = slots[index].form.read(line) else { continue }
            if isOfOther(report, slots[index]) { continue }
            slots[index].note(report, announced: announced)
            // Only what comes right after the line can be what it is about; bars below another one are a part of that.
            if report.amount != nil, report.bar?.rowsUp ?? 0 == 0 { announced = nil }
            if slots[index].isBelieved { take(report, from: index, at: now) }
            return
        }
        if looksForStages, line.marks.isSuperset(of: [.slash, .digit]), line.text.count < 40,
            TextShape.isLetter(line.text.first ?? 0), let stage = Stage(in: line.text)
        {
            announced = stage
        }
    }

    /// Whether a line isn't about building, though it looks like it: others, too, put a count or a percentage into brackets
    /// before what they do.
    private func isOfOther(_ report: ProgressReport, _ slot: FormSlot) -> Bool {
        slot.isAside && slot.form.isBuild && !namesBuilder && !(report.message.map(BuildStep.isMeant) ?? false)
    }

    private mutating func take(_ report: ProgressReport, from index: Int, at now: Duration) {
        let takesLead =
            if let leader { slots[leader].isGeneric && !slots[index].isGeneric } else { true }
        if takesLead, report.amount != nil, !slots[index].isAside { leader = index }
        progress.take(report, isMain: leader == index, stage: slots[index].stage, at: now)
    }

    /// It may be half a line, and it comes again when it is whole: so nothing is learnt from it, and it must fit what is
    /// known.
    private mutating func lookAtUnfinishedLine(at now: Duration) {
        if readsAnything, takeUnfinishedDirective(at: now) { return }
        guard let leader, leader != Self.explicit, announced == nil else { return }
        var (terminal, form) = (terminal, slots[leader].form)
        splitter.peek { line in
            terminal.read(line) { finding in
                guard case .text(let text) = finding, mask(of: text) & (1 << Mask(leader)) != 0,
                    let report = form.read(text), let fraction = report.amount?.fraction,
                    fraction >= progress.fraction ?? 0, progress.fits(report)
                else { return }
                progress.take(report, isMain: true, stage: slots[leader].stage, at: now)
            }
        }
    }

    /// Takes a percentage that the command has printed without an end of the line: it can't be half of another one.
    private mutating func takeUnfinishedDirective(at now: Duration) -> Bool {
        var report: ProgressReport?
        splitter.peek { line in
            guard line.bytes.last == UInt8(ascii: "%") else { return }
            report = ProgressDirective(line.bytes)?.report
        }
        guard let report else { return false }
        leader = Self.explicit
        progress.take(report, isMain: true, at: now)
        return true
    }

    private func mask(of line: TextLine) -> Mask {
        let first = line.text.first { !ByteCursor.isBlank($0) } ?? 0
        let mask = byMarks[Int(line.marks.rawValue) & (LineMarks.combinations - 1)] & byFirstByte[Int(first)]
        return line.isDrawn ? mask : mask & ~drawnMask
    }

    private mutating func prepareMasks() {
        byMarks = [Mask](repeating: 0, count: LineMarks.combinations)
        byFirstByte = [Mask](repeating: 0, count: 256)
        for (index, slot) in slots.enumerated() {
            let (bit, filter) = (Mask(1) << Mask(index), slot.form.filter)
            if slot.isGeneric { genericMask |= bit }
            if filter.isDrawn { drawnMask |= bit }
            for marks in 0..<LineMarks.combinations
            where LineMarks(rawValue: UInt8(marks)).isSuperset(of: filter.marks) {
                byMarks[marks] |= bit
            }
            if filter.firstBytes.isEmpty {
                for byte in byFirstByte.indices { byFirstByte[byte] |= bit }
            } else {
                for byte in filter.firstBytes { byFirstByte[Int(byte)] |= bit }
            }
        }
    }
}
