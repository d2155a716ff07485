/// Makes numbers to sort, the same in every run.
enum Inputs {
    static func make(count: Int, length: Int) -> [[Int]] {
        var seed: UInt64 = 42
        return (0..<count).map { _ in
            (0..<length).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(seed >> 44)
            }
        }
    }
}

/// Sorts by putting each number where it belongs among those before it.
func insertionSorted(_ input: [Int]) -> [Int] {
    var numbers = input
    for index in numbers.indices.dropFirst() {
        let number = numbers[index]
        var place = index
        while place > 0, numbers[place - 1] > number {
            numbers[place] = numbers[place - 1]
            place -= 1
        }
        numbers[place] = number
    }
    return numbers
}

/// Sorts by taking the largest number off a heap again and again.
func heapSorted(_ input: [Int]) -> [Int] {
    var numbers = input
    func sink(_ start: Int, _ end: Int) {
        var parent = start
        while 2 * parent + 1 < end {
            var child = 2 * parent + 1
            if child + 1 < end, numbers[child] < numbers[child + 1] { child += 1 }
            guard numbers[parent] < numbers[child] else { return }
            numbers.swapAt(parent, child)
            parent = child
        }
    }
    for start in (0..<numbers.count / 2).reversed() { sink(start, numbers.count) }
    for end in numbers.indices.dropFirst().reversed() {
        numbers.swapAt(0, end)
        sink(0, end)
    }
    return numbers
}

/// Sorts by merging halves that are sorted already.
func mergeSorted(_ input: [Int]) -> [Int] {
    guard input.count > 1 else { return input }
    let middle = input.count / 2
    let left = mergeSorted(Array(input[..<middle]))
    let right = mergeSorted(Array(input[middle...]))
    var merged: [Int] = []
    merged.reserveCapacity(input.count)
    var (first, second) = (0, 0)
    while first < left.count, second < right.count {
        if left[first] <= right[second] {
            merged.append(left[first])
            first += 1
        } else {
            merged.append(right[second])
            second += 1
        }
    }
    merged += left[first...]
    merged += right[second...]
    return merged
}
