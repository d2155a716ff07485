/// An observer that folds all events, so that one which is added in mid run has to be told what was before.
protocol FoldingObserver: ProgressObserver {}
