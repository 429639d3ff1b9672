import Flowrun

await Flowrun.run()
