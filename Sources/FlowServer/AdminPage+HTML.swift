extension AdminPageResponder {
  static let html = """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>flowrun</title>
      <link rel="stylesheet" href="/page.css">
      <script src="/page.js" defer></script>
    </head>
    <body>
      <header>
        <strong>flowrun</strong>
        <nav>
          <a href="#/flows">Flows</a>
          <a href="#/runs">Runs</a>
          <a href="#/letters">Dead letters</a>
        </nav>
        <span id="state" role="status"></span>
      </header>
      <main id="view"></main>
      <noscript>This page needs JavaScript; the commands `flowrun runs` and `flowrun dead-letters` show the same.</noscript>
    </body>
    </html>

    """

  static let style = """
    :root { --ink: #1c2430; --faint: #667085; --line: #d8dde6; --ground: #fff; --shade: #f5f7fa; --good: #18794e; --bad: #b42318; --wait: #9a6700; --mark: #2457c5 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e9ef; --faint: #98a2b3; --line: #344054; --ground: #12161d; --shade: #1a202a; --good: #4cc38a; --bad: #ff8579; --wait: #e2b341; --mark: #8fb0ff }
    }
    * { box-sizing: border-box }
    body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
    header { display: flex; gap: 2rem; align-items: baseline; padding: .7rem 1.2rem; border-bottom: 1px solid var(--line); flex-wrap: wrap }
    nav { display: flex; gap: 1.2rem }
    a { color: var(--mark); text-decoration: none }
    a:hover, a:focus { text-decoration: underline }
    a[aria-current] { color: var(--ink); font-weight: 600 }
    #state { margin-left: auto; color: var(--faint) }
    main { padding: 1rem 1.2rem; max-width: 75rem }
    h1 { font-size: 1.25rem; margin: .4rem 0 .8rem }
    h2 { font-size: 1.05rem; margin: 1.4rem 0 .4rem }
    table { border-collapse: collapse; width: 100% }
    th { text-align: left; font-weight: 600; color: var(--faint); border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0 }
    td { border-bottom: 1px solid var(--line); padding: .35rem .8rem .35rem 0; vertical-align: top; overflow-wrap: anywhere }
    td.number, th.number { text-align: right }
    code, pre { font: 13px/1.45 ui-monospace, monospace }
    pre { background: var(--shade); padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 }
    .done { color: var(--good) } .dead { color: var(--bad) } .open { color: var(--wait) } .skipped, .faint { color: var(--faint) }
    .card { border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin-bottom: 1rem }
    .facts { display: flex; gap: 1.6rem; flex-wrap: wrap; margin: .3rem 0 }
    .facts b { display: block; font-size: 1.15rem }
    button, input, select { font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .7rem }
    button { cursor: pointer } button:disabled { opacity: .5; cursor: default }
    .tools { display: flex; gap: .6rem; margin: .6rem 0; flex-wrap: wrap; align-items: center }
    .graph { overflow-x: auto } svg text { font: 12px system-ui, sans-serif; fill: var(--ink) }
    svg .box { fill: var(--shade); stroke: var(--line) } svg .record { fill: var(--ground); stroke: var(--mark) }
    svg path { fill: none; stroke: var(--faint) } svg path.data { stroke: var(--mark); stroke-dasharray: 4 3 } svg .tip { fill: var(--faint); stroke: none }

    """
}
