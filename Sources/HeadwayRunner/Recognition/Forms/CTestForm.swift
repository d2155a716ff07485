/// ctest: ` 3/12 Test  #7: name ........   Passed    0.11 sec`.
struct CTestForm: ProgressForm {
    let name = ProgressFormName.ctest
    let filter = LineFilter.digits(.slash)

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        cursor.skipBlanks()
        guard let ratio = cursor.ratio(), cursor.skip(" Test ") else { return nil }
        cursor.skipBlanks()
        guard cursor.skip("#"), cursor.integer() != nil, cursor.skip(": ") else { return nil }
        return ProgressReport(.count(ratio.completed, of: ratio.total), message: cursor.word(), unit: "tests")
    }
}
