import HeadwayCommands

@main
enum Main {
    static func main() async {
        await HeadwayCommand.start()
    }
}
