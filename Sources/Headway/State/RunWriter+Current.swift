extension RunWriter {
    /// This process.
    static let current = RunWriter(
        host: PlatformProcess.hostName,
        pid: PlatformProcess.currentID,
        processStartedAt: PlatformProcess.startDate(of: PlatformProcess.currentID),
        processStartTicks: PlatformProcess.startTicks(of: PlatformProcess.currentID),
        bootID: PlatformProcess.bootID,
        pidNamespace: PlatformProcess.namespace
    )
}
