import DeskConnector
import Flowrun

await Flowrun.main(connectors: [DeskConnector.self])
