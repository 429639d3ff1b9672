extension AdminPageResponder {
  /// Draws what `/api/…` gives. Values get into the page as text only, never as markup.
  static let script = #"""
    "use strict";
    const view = document.getElementById("view");
    const state = document.getElementById("state");

    // The token comes behind the #, which no browser sends to a server, and stays in this tab.
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given) {
      sessionStorage.setItem("token", given);
      history.replaceState(null, "", "/#/flows");
    }

    function element(name, attributes, ...children) {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(attributes || {})) {
        if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
        else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
      }
      made.append(...children.flat().filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
      return made;
    }

    async function ask(path, body) {
      const headers = { "X-Flowrun-Token": sessionStorage.getItem("token") || "" };
      const answer = await fetch("/api/" + path, body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) });
      const json = await answer.json();
      if (!answer.ok) throw new Error(json.error || answer.statusText);
      return json;
    }

    function table(columns, rows) {
      const head = element("tr", {}, columns.map(([title, kind]) => element("th", { class: kind || null, scope: "col" }, title)));
      return element("table", {}, element("thead", {}, head),
        element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map((cell, index) => element("td", { class: columns[index][1] || null }, cell))))));
    }

    function when(text) {
      if (!text) return "";
      const time = new Date(text);
      return element("time", { datetime: text, title: text }, isNaN(time) ? text : time.toLocaleString());
    }

    function span(seconds) {
      if (seconds < 90) return Math.max(0, Math.round(seconds)) + " s";
      if (seconds < 5400) return Math.round(seconds / 60) + " min";
      return seconds < 172800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86400) + " days";
    }

    function show(value) { return typeof value === "string" ? value : JSON.stringify(value); }

    function outcome(run) {
      const words = { done: run.warnings ? "done, with a warning" : "done", open: run.retry ? "waits: " + run.retry.reason : "open" };
      return element("span", { class: run.ending }, words[run.ending] || run.ending + ": " + (run.text || run.reason || ""));
    }

    // Events a second, by what was counted when the page looked last.
    let last = null;
    function rate(flow, count, now) {
      const before = last && last.counts[flow];
      return before === undefined || before === null || now <= last.now ? null : (count - before) / (now - last.now);
    }

    async function flows() {
      const { flows, now } = await ask("flows");
      const seconds = Date.parse(now) / 1000;
      const cards = flows.map((flow) => {
        const ended = flow.done + flow.skipped + flow.dead;
        const speed = rate(flow.name, ended, seconds);
        const fact = (title, value, kind) => element("div", { class: kind || null }, element("b", {}, value), title);
        return element("section", { class: "card", id: "flow-" + flow.name },
          element("h1", {}, flow.name), flow.description ? element("div", { class: "faint" }, flow.description) : null,
          element("div", { class: "facts" },
            fact("done", flow.done, "done"), fact("skipped", flow.skipped, "skipped"),
            element("a", { href: "#/letters?flow=" + encodeURIComponent(flow.name) }, fact("dead letters", flow.letters, flow.letters ? "dead" : null)),
            fact("open", flow.open, flow.open ? "open" : null),
            fact("lag", flow.oldest_open_at ? span(seconds - Date.parse(flow.oldest_open_at) / 1000) : "none"),
            fact("events a second", speed === null ? "…" : speed.toFixed(speed < 10 ? 1 : 0))),
          element("a", { href: "#/runs?flow=" + encodeURIComponent(flow.name) }, "Its runs"),
          element("details", {}, element("summary", {}, "Graph"), element("div", { class: "graph" }, graph(flow.graph))));
      });
      last = { now: seconds, counts: Object.fromEntries(flows.map((flow) => [flow.name, flow.done + flow.skipped + flow.dead])) };
      return cards.length ? cards : [element("p", {}, "No flow runs here.")];
    }

    function vector(name, attributes, ...children) {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      made.append(...children);
      return made;
    }

    // Steps stand one below the other in the order of the text, records beside them.
    function graph({ nodes, edges }) {
      const place = {};
      const [width, height, gap] = [300, 34, 26];
      let row = 0;
      for (const node of nodes) if (node.shape !== "record") place[node.id] = { x: 90, y: 10 + row++ * (height + gap) };
      const taken = new Set();
      for (const node of nodes) {
        if (node.shape !== "record") continue;
        const near = edges.filter((edge) => edge.from === node.id || edge.to === node.id).map((edge) => place[edge.from === node.id ? edge.to : edge.from]).filter(Boolean);
        let y = near.length ? near.reduce((sum, spot) => sum + spot.y, 0) / near.length : 10;
        y = 10 + Math.round((y - 10) / (height + gap)) * (height + gap);
        while (taken.has(y)) y += height + gap;
        taken.add(y);
        place[node.id] = { x: 480, y, record: true };
      }
      const bottom = Math.max(60, ...Object.values(place).map((spot) => spot.y + height + 14));
      const picture = vector("svg", { width: 760, height: bottom, viewBox: "0 0 760 " + bottom, role: "img" });
      const tip = vector("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, vector("path", { d: "M0 0L8 4L0 8z", class: "tip" }));
      picture.append(vector("defs", {}, tip));
      for (const edge of edges) {
        const [from, to] = [place[edge.from], place[edge.to]];
        if (!from || !to) continue;
        let d, label;
        if (from.record || to.record) {
          const [left, right] = from.record ? [to, from] : [from, to];
          const ends = [left.x + width, left.y + height / 2, right.x, right.y + height / 2];
          d = from.record ? `M${ends[2]} ${ends[3]}L${ends[0]} ${ends[1]}` : `M${ends[0]} ${ends[1]}L${ends[2]} ${ends[3]}`;
        } else if (to.y - from.y === height + gap) {
          d = `M${from.x + 40} ${from.y + height}L${to.x + 40} ${to.y}`;
          label = [from.x + 48, from.y + height + 17];
        } else {
          const side = from.x - 20 - Math.min(60, Math.abs(to.y - from.y) / 12);
          d = `M${from.x} ${from.y + height / 2}C${side} ${from.y + height / 2} ${side} ${to.y + height / 2} ${to.x} ${to.y + height / 2}`;
          label = [side - 8, (from.y + to.y) / 2 + height / 2];
        }
        picture.append(vector("path", { d, class: edge.data ? "data" : "way", "marker-end": "url(#tip)" }));
        if (edge.label && label) picture.append(vector("text", { x: Math.max(2, label[0]), y: label[1] }, edge.label));
      }
      for (const node of nodes) {
        const spot = place[node.id];
        const lines = node.label.split("\n");
        const text = lines[0].length > 42 ? lines[0].slice(0, 41) + "…" : lines[0] + (lines.length > 1 ? " …" : "");
        const title = vector("title", {}, node.label);
        const round = node.shape === "step" ? 4 : 16;
        picture.append(vector("g", {}, title,
          vector("rect", { x: spot.x, y: spot.y, width: spot.record ? 250 : width, height, rx: round, class: spot.record ? "record" : "box" }),
          vector("text", { x: spot.x + 12, y: spot.y + 22 }, text)));
      }
      return picture;
    }

    async function runs(query) {
      const list = await ask("runs?" + query);
      const choose = (name, value) => {
        const next = new URLSearchParams(query);
        next.delete("before");
        value ? next.set(name, value) : next.delete(name);
        location.hash = "#/runs?" + next;
      };
      const endings = ["", "done", "skipped", "dead", "open"].map((name) => element("option", { value: name, selected: query.get("ending") === name ? "" : null }, name || "all outcomes"));
      const more = new URLSearchParams(query);
      if (list.length) more.set("before", list[list.length - 1].id);
      return [
        element("h1", {}, "Runs" + (query.get("flow") ? " of " + query.get("flow") : "")),
        element("div", { class: "tools" },
          element("select", { "aria-label": "Outcome", onchange: (event) => choose("ending", event.target.value) }, endings),
          element("input", { placeholder: "about …", "aria-label": "About", value: query.get("about") || "", onchange: (event) => choose("about", event.target.value) }),
          query.get("flow") ? element("a", { href: "#/runs" }, "of all flows") : null),
        table([["Event", "number"], ["Flow"], ["About"], ["Accepted"], ["Outcome"]],
          list.map((run) => [element("a", { href: "#/run/" + run.id }, run.id), run.flow, run.about || "", when(run.accepted_at), outcome(run)])),
        list.length ? element("p", {}, element("a", { href: "#/runs?" + more }, "Earlier ones")) : element("p", {}, "No event matches."),
      ];
    }

    function formulas(list) {
      return table([["Value"], ["Formula"], ["Gave"]], list.map((item) =>
        [item.name, element("code", {}, "=" + item.formula), item.error ? element("span", { class: "dead" }, item.error) : element("code", {}, show(item.value))]));
    }

    async function run(id) {
      const story = await ask("runs/" + encodeURIComponent(id));
      const was = story.was && Object.keys(story.was).length;
      return [
        element("h1", {}, "Event " + story.id + " of " + story.flow + (story.about ? " about " + story.about : "")),
        element("p", {}, outcome(story), story.advice ? " " + story.advice : ""),
        element("p", { class: "faint" }, "Happened ", when(story.at), ", accepted ", when(story.accepted_at), story.ended_at ? [", ended ", when(story.ended_at)] : ""),
        element("h2", {}, "Event"), element("pre", {}, JSON.stringify(story.event, null, 2)),
        was ? [element("h2", {}, "Before (was)"), element("pre", {}, JSON.stringify(story.was, null, 2))] : null,
        story.formulas.length ? [element("h2", {}, "Flow"), formulas(story.formulas)] : null,
        story.steps.map((step) => [
          element("h2", {}, step.step, step.item ? " (item " + step.item.slice(0, 8) + ")" : "",
            element("span", { class: "faint" }, step.ran ? [step.outcome, step.note].filter(Boolean).map((word) => " · " + word).join("") : " · left out")),
          step.formulas.length ? formulas(step.formulas) : null,
          step.effects.map((effect) => [
            element("p", {}, effect.verb + " " + effect.connection + "." + effect.object + " " + (effect.id || "") + " → ", element("span", { class: effect.state === "failed" ? "dead" : effect.state === "confirmed" ? "done" : "open" }, effect.answer)),
            element("pre", {}, JSON.stringify(effect.fields, null, 2)),
          ]),
          step.result === null ? null : element("pre", {}, JSON.stringify(step.result, null, 2)),
        ]),
        story.untold ? element("p", { class: "faint" }, story.untold) : null,
        element("p", {}, element("a", { href: "#/runs?flow=" + encodeURIComponent(story.flow) }, "Other runs of this flow")),
      ].flat(Infinity);
    }

    async function letters(query) {
      const list = await ask("letters?" + query);
      const chosen = new Set();
      const mayChange = !!sessionStorage.getItem("token");
      const change = async (path, body) => {
        try {
          const done = await ask("letters/" + path, { ids: [...chosen], ...body });
          await draw();
          state.textContent = done.message;
        } catch (error) { state.textContent = error.message; }
      };
      const replay = element("button", { disabled: "", onclick: () => change("replay", {}) }, "Replay");
      const drop = element("button", { disabled: "", onclick: () => {
        const reason = prompt("Why does nothing need to be done any more?");
        if (reason) change("drop", { reason });
      } }, "Drop");
      const pick = (id, on) => {
        on ? chosen.add(id) : chosen.delete(id);
        for (const button of [replay, drop]) button.disabled = !mayChange || !chosen.size;
      };
      const boxes = list.map((letter) => element("input", { type: "checkbox", "aria-label": "Letter " + letter.id, onchange: (event) => pick(letter.id, event.target.checked) }));
      return [
        element("h1", {}, "Dead letters" + (query.get("flow") ? " of " + query.get("flow") : "")),
        element("div", { class: "tools" }, replay, drop,
          mayChange ? null : element("span", { class: "faint" }, "To replay or drop, open the address that `flowrun run` printed: it has the token.")),
        table([[""], ["Event", "number"], ["Flow"], ["About"], ["Failed"], ["Why"]], list.map((letter, index) => [
          boxes[index], element("a", { href: "#/run/" + letter.id }, letter.id), letter.flow, letter.about || "", when(letter.failed_at),
          [element("div", { class: "dead" }, letter.text), element("div", { class: "faint" }, letter.advice)].reduce((box, child) => (box.append(child), box), element("div")),
        ])),
        list.length ? null : element("p", {}, "No dead letters."),
      ].filter(Boolean);
    }

    let drawing = 0;
    async function draw() {
      const turn = ++drawing;
      const [path, query] = (location.hash.slice(1) || "/flows").split("?");
      const [, name, id] = path.split("/");
      for (const link of document.querySelectorAll("nav a")) {
        const own = link.getAttribute("href") === "#/" + (name === "run" ? "runs" : name);
        own ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
      }
      try {
        const parameters = new URLSearchParams(query || "");
        const made = name === "runs" ? await runs(parameters) : name === "run" ? await run(id) : name === "letters" ? await letters(parameters) : await flows();
        if (turn !== drawing) return;
        const open = new Set([...view.querySelectorAll("details[open]")].map((details) => details.closest("section").id));
        view.replaceChildren(...made.filter((child) => child !== null && child !== undefined));
        for (const details of view.querySelectorAll("details")) if (open.has(details.closest("section").id)) details.open = true;
        state.textContent = "";
      } catch (error) {
        if (turn === drawing) state.textContent = error.message;
      }
    }

    addEventListener("hashchange", draw);
    setInterval(() => { if (!document.hidden && /^(#\/flows)?$/.test(location.hash)) draw(); }, 5000);
    draw();

    """#
}
