// The map made movable: pan, zoom, filters, and what ties each incident to others. Draws with WebGL what the page
// already shows as a drawing and tells as a table; both stay when anything here fails.
"use strict";
(() => {
  const figure = document.querySelector("[data-map]");
  if (!figure) return;
  const still = figure.querySelector("[data-map-still]");
  const message = figure.querySelector("[data-map-message]");
  const say = (text) => { message.textContent = text; message.hidden = !text; };
  const make = (name, className, text) => {
    const element = document.createElement(name);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const give = (text) => say(`${text} The drawing and the table tell the same.`);
  if (location.protocol === "file:") return give("Opened from a file, the map does not move.");

  const POINTS = `attribute vec2 at; attribute float size; attribute vec4 ink; uniform vec3 view; uniform vec2 room;
    uniform float ratio; varying vec4 colour; varying float edge;
    void main() { vec2 p = (at - view.xy) * view.z / room; gl_Position = vec4(p.x, -p.y, 0.0, 1.0);
      float s = size < 0.0 ? -size * view.z : size * clamp(view.z, 0.5, 1.6); gl_PointSize = s * ratio; edge = 1.0 / max(s * ratio, 1.0); colour = ink; }`;
  const DISC = `precision mediump float; varying vec4 colour; varying float edge;
    void main() { float d = length(gl_PointCoord - 0.5); float a = colour.a * (1.0 - smoothstep(0.5 - edge * 1.5, 0.5, d));
      gl_FragColor = vec4(colour.rgb * a, a); }`;
  const FLAT = `precision mediump float; varying vec4 colour; varying float edge;
    void main() { gl_FragColor = vec4(colour.rgb * colour.a, colour.a); }`;

  let live, dispose, gone = false;
  const start = async () => {
    let graph;
    try {
      const answer = await fetch(figure.dataset.map);
      if (!answer.ok) throw new Error(answer.status);
      graph = await answer.json();
    } catch {
      return give("The data of the map could not be loaded.");
    }
    if (gone || live) return;
    try { dispose = open(graph); } catch { close(); give("This browser cannot draw the movable map."); }
  };
  const close = () => {
    if (dispose) dispose();
    if (live) { live.tools.remove(); live.sheet.remove(); }
    live = dispose = undefined;
    still.hidden = false;
  };

  const open = (graph) => {
    const { nodes, edges, communities } = graph;
    const tools = make("form", "coe-map__tools");
    const sheet = make("div", "coe-map__live");
    const back = make("canvas", "coe-map__canvas");
    const front = make("canvas", "coe-map__canvas coe-map__canvas--front");
    const card = make("div", "coe-map__card");
    const told = make("p", "coe-skip");
    live = { tools, sheet };
    told.setAttribute("role", "status");
    front.tabIndex = 0;
    front.setAttribute("role", "application");
    front.setAttribute("aria-label", "Map of the incidents. Arrow keys go from dot to dot, with Shift they move the map, plus and minus zoom, Enter opens, Escape leaves.");
    card.hidden = true;
    sheet.append(back, front, card, told);
    const gl = back.getContext("webgl", { antialias: edges.length < 3000, premultipliedAlpha: true });
    if (!gl) throw new Error("no WebGL");
    const pen = front.getContext("2d");
    still.before(tools, sheet);
    still.hidden = true;
    say("");

    // What is tied to what, by place in the list.
    const place = new Map(nodes.map((node, index) => [node.id, index]));
    const from = new Uint32Array(edges.length), to = new Uint32Array(edges.length);
    const near = nodes.map(() => []);
    edges.forEach((edge, index) => {
      from[index] = place.get(edge.from); to[index] = place.get(edge.to);
      near[from[index]].push(index); near[to[index]].push(index);
    });
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const { x, y } of nodes) {
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    if (graph.shore) { left = Math.min(left, graph.shore.left); right = Math.max(right, graph.shore.right); }
    // Squares of the map with the dots in them, to find what is under the pointer.
    const SQUARE = 64, squares = new Map();
    const key = (x, y) => `${Math.floor(x / SQUARE)} ${Math.floor(y / SQUARE)}`;
    nodes.forEach((node, index) => {
      const name = key(node.x, node.y);
      squares.has(name) ? squares.get(name).push(index) : squares.set(name, [index]);
    });

    // Drawing.
    const shader = (kind, text) => {
      const it = gl.createShader(kind);
      gl.shaderSource(it, text);
      gl.compileShader(it);
      return it;
    };
    const program = (fragment) => {
      const it = gl.createProgram();
      gl.attachShader(it, shader(gl.VERTEX_SHADER, POINTS));
      gl.attachShader(it, shader(gl.FRAGMENT_SHADER, fragment));
      ["at", "size", "ink"].forEach((name, index) => gl.bindAttribLocation(it, index, name));
      gl.linkProgram(it);
      if (!gl.getProgramParameter(it, gl.LINK_STATUS)) throw new Error("no program");
      return it;
    };
    const discs = program(DISC), lines = program(FLAT);
    const buffer = (number) => ({ data: new Float32Array(number * 7), store: gl.createBuffer(), number, fresh: true });
    const land = buffer(nodes.length), dots = buffer(nodes.length), held = buffer(0);
    let ties;
    const put = (buffer, index, node, size, [r, g, b], alpha) => {
      const { data } = buffer, at = index * 7;
      data[at] = node.x; data[at + 1] = node.y; data[at + 2] = size;
      data[at + 3] = r; data[at + 4] = g; data[at + 5] = b; data[at + 6] = alpha;
      buffer.fresh = true;
    };
    const shown = new Uint8Array(nodes.length).fill(1);
    const view = { x: (left + right) / 2, y: (top + bottom) / 2, zoom: 1 };
    let wide = 1, high = 1, ratio = 1, chosen = -1, frame = 0, colours;

    const paint = () => {
      const style = getComputedStyle(figure);
      const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const colour = (name) => {
        probe.fillStyle = style.getPropertyValue(name).trim();
        probe.fillRect(0, 0, 1, 1);
        return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part / 255);
      };
      colours = { css: (name) => style.getPropertyValue(name).trim() };
      for (const name of ["paper", "ink", "ink-second", "ink-ornament", "line", "soft", "accent"]) colours[name] = colour(`--${name}`);
      ink();
    };
    const INKS = { relation: ["accent", 0.9], citation: ["ink-second", 0.8], family: ["ink-second", 0.7], likeness: ["ink-ornament", 0.22] };
    // Likeness across the sea would be a cobweb, and of thousands of ties any kind would: they show when chosen.
    const many = edges.length > 3000;
    const abroad = (index) => nodes[from[index]].community !== nodes[to[index]].community;
    const drawn = edges.map((_, index) => index).filter((index) => !abroad(index) || !many && edges[index].kind !== "likeness");
    ties = buffer(drawn.length * 2);
    const line = (lines, at, index, name, alpha) => {
      const visible = shown[from[index]] && shown[to[index]] ? alpha : 0;
      put(lines, at * 2, nodes[from[index]], 1, colours[name], visible);
      put(lines, at * 2 + 1, nodes[to[index]], 1, colours[name], visible);
    };
    const inkDot = (index) => {
      const strong = index === chosen;
      put(dots, index, nodes[index], strong ? 17 : 11, colours[strong ? "accent" : "ink-second"], shown[index] ? 1 : 0.12);
    };
    const ink = () => {
      drawn.forEach((index, at) => line(ties, at, index, ...INKS[edges[index].kind]));
      nodes.forEach((node, index) => {
        inkDot(index);
        put(land, index, node, node.community ? -70 : 0, colours.soft, shown[index] ? 1 : 0.35);
      });
      inkHeld();
      draw();
    };
    // The ties of the chosen dot, in a colour of their own.
    const inkHeld = () => {
      const own = chosen < 0 ? [] : near[chosen];
      held.number = own.length * 2;
      held.data = new Float32Array(held.number * 7);
      held.fresh = true;
      own.forEach((index, at) => line(held, at, index, "accent", 1));
    };
    const run = (program, kind, buffer) => {
      gl.useProgram(program);
      gl.uniform3f(gl.getUniformLocation(program, "view"), view.x, view.y, view.zoom);
      gl.uniform2f(gl.getUniformLocation(program, "room"), wide / 2, high / 2);
      gl.uniform1f(gl.getUniformLocation(program, "ratio"), ratio);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer.store);
      if (buffer.fresh) gl.bufferData(gl.ARRAY_BUFFER, buffer.data, gl.DYNAMIC_DRAW);
      buffer.fresh = false;
      [[2, 0], [1, 8], [4, 12]].forEach(([size, offset], index) => {
        gl.enableVertexAttribArray(index);
        gl.vertexAttribPointer(index, size, gl.FLOAT, false, 28, offset);
      });
      gl.drawArrays(kind, 0, buffer.number);
    };
    const screen = ({ x, y }) => [(x - view.x) * view.zoom + wide / 2, (y - view.y) * view.zoom + high / 2];
    const names = () => {
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, wide, high);
      pen.textAlign = "center";
      pen.lineJoin = "round";
      pen.lineWidth = 4;
      pen.strokeStyle = colours.css("--paper");
      const kept = [];
      for (const community of communities) {
        const [middle, y] = screen({ x: community.x, y: community.low });
        if (middle < -20 || middle > wide + 20 || y < -20 || y > high + 20 || kept.length > 60) continue;
        const half = community.title.length * 3.9 + 8;
        const x = Math.max(half, Math.min(middle, wide - half));
        if (kept.some(([ox, oy, other]) => Math.abs(x - ox) < half + other && Math.abs(y - oy) < 38)) continue;
        kept.push([x, y, half]);
        write(community.title, `600 15px ${colours.css("--serif")}`, "--ink", x, y + 14);
        write(String(community.members.length), `400 12px ${colours.css("--sans")}`, "--ink-second", x, y + 30);
      }
      const shore = graph.shore;
      if (!shore || shore.first_year === null) return;
      const years = shore.last_year - shore.first_year + 1;
      const [shoreX, shoreY] = screen({ x: shore.left, y: shore.y });
      pen.fillStyle = colours.css("--line");
      pen.fillRect(shoreX, shoreY, (shore.right - shore.left) * view.zoom, 1);
      pen.textAlign = "left";
      if (view.zoom > 0.55) write("In no community", `600 15px ${colours.css("--serif")}`, "--ink", shoreX, shoreY - 28);
      pen.textAlign = "center";
      const step = Math.max(1, Math.ceil(56 / ((shore.right - shore.left) / years * view.zoom)));
      for (let year = 0; year < years; year += step) {
        const [x, y] = screen({ x: shore.left + (shore.right - shore.left) * year / years, y: shore.y });
        write(String(shore.first_year + year), `400 12px ${colours.css("--sans")}`, "--ink-second", x, y - 4);
      }
    };
    const write = (text, font, colour, x, y) => {
      pen.font = font;
      pen.strokeText(text, x, y);
      pen.fillStyle = colours.css(colour);
      pen.fillText(text, x, y);
    };
    const render = () => {
      frame = 0;
      gl.viewport(0, 0, back.width, back.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      run(discs, gl.POINTS, land);
      run(lines, gl.LINES, ties);
      run(lines, gl.LINES, held);
      run(discs, gl.POINTS, dots);
      names();
    };
    const draw = () => { frame ||= requestAnimationFrame(render); };
    communities.forEach((community) => {
      community.low = Math.max(...community.members.map((id) => nodes[place.get(id)].y)) + 32;
    });

    // Moving.
    const least = () => 0.9 * Math.min(wide / (right - left + 160), high / (bottom - top + 160));
    const fit = () => Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2 + 10, zoom: Math.min(least() / 0.9, 1.6) });
    const zoom = (factor, x = wide / 2, y = high / 2) => {
      const next = Math.min(4, Math.max(least(), view.zoom * factor));
      view.x += (x - wide / 2) * (1 / view.zoom - 1 / next);
      view.y += (y - high / 2) * (1 / view.zoom - 1 / next);
      view.zoom = next;
      choose(chosen);
    };
    const pan = (dx, dy) => { view.x -= dx / view.zoom; view.y -= dy / view.zoom; moveCard(); draw(); };
    const size = () => {
      const first = wide === 1;
      const needed = sheet.clientWidth * (bottom - top + 200) / (right - left + 160);
      sheet.style.height = `${Math.round(Math.min(Math.max(320, needed), innerHeight * 0.8))}px`;
      ({ clientWidth: wide, clientHeight: high } = sheet);
      ratio = Math.min(2, devicePixelRatio || 1);
      for (const canvas of [back, front]) { canvas.width = wide * ratio; canvas.height = high * ratio; }
      if (first) fit();
      draw();
    };

    // Choosing.
    const under = (px, py) => {
      const x = (px - wide / 2) / view.zoom + view.x, y = (py - high / 2) / view.zoom + view.y;
      let best = -1, far = Math.min(SQUARE, Math.max(10, 14 / view.zoom)) ** 2;
      for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) {
        for (const index of squares.get(key(x + dx * SQUARE, y + dy * SQUARE)) || []) {
          const distance = (nodes[index].x - x) ** 2 + (nodes[index].y - y) ** 2;
          if (shown[index] && distance < far) { best = index; far = distance; }
        }
      }
      return best;
    };
    const moveCard = () => {
      if (chosen < 0) return;
      const [x, y] = screen(nodes[chosen]);
      card.style.left = `${Math.max(8, Math.min(x + 14, wide - card.offsetWidth - 8))}px`;
      card.style.top = `${y + 18 + card.offsetHeight > high ? Math.max(8, y - card.offsetHeight - 14) : y + 18}px`;
    };
    const choose = (index) => {
      const changed = index !== chosen, before = chosen;
      chosen = index;
      card.hidden = index < 0;
      if (index >= 0 && changed) {
        const node = nodes[index];
        const day = node.date ? new Date(`${node.date}T00:00Z`) : null;
        const date = !day || isNaN(day) ? node.date || "no date" : day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
        const list = make("ul", "");
        const strongest = near[index].map((edge) => edges[edge]).sort((a, b) => b.strength - a.strength).slice(0, 4);
        for (const edge of strongest) {
          const other = nodes[place.get(edge.from === node.id ? edge.to : edge.from)];
          list.append(make("li", "", `${other.title}: ${edge.reason}`));
        }
        card.replaceChildren(make("strong", "", node.title), document.createTextNode(date), list);
        told.textContent = `${node.title}, ${date}. ${near[index].length} ties. ${strongest.length ? strongest[0].reason : ""}`;
      }
      front.style.cursor = index < 0 ? "" : "pointer";
      if (changed) { [before, index].filter((it) => it >= 0).forEach(inkDot); inkHeld(); }
      draw();
      moveCard();
    };
    const go = () => { if (chosen >= 0) location.assign(nodes[chosen].url); };
    // The nearest dot in a direction: far along costs less than far aside.
    const step = (dx, dy) => {
      const here = chosen < 0 ? view : nodes[chosen];
      let best = -1, least = Infinity;
      nodes.forEach((node, index) => {
        if (!shown[index] || index === chosen) return;
        const x = node.x - here.x, y = node.y - here.y, along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
        const cost = chosen < 0 ? Math.hypot(x, y) : along + 2.5 * aside;
        if ((chosen < 0 || along > 0) && cost < least) { best = index; least = cost; }
      });
      if (best < 0) return;
      choose(best);
      const [x, y] = screen(nodes[best]);
      if (x < 60 || x > wide - 60 || y < 60 || y > high - 60) { view.x = nodes[best].x; view.y = nodes[best].y; moveCard(); }
    };

    // Filters, kept in the address.
    const options = (title, name, values) => {
      const label = make("label", "", title), select = make("select", "");
      select.name = name;
      select.append(new Option("all", ""), ...values.map((value) => new Option(String(value).replaceAll("-", " "), value)));
      label.append(select);
      return label;
    };
    const distinct = (values) => [...new Set(values)];
    const causes = distinct(nodes.flatMap((node) => node.causes)).sort();
    const years = distinct(nodes.map((node) => node.year).filter((year) => year !== null)).sort((a, b) => b - a);
    const button = (text, label, act) => {
      const it = make("button", "", text);
      it.type = "button";
      it.setAttribute("aria-label", label);
      it.addEventListener("click", act);
      return it;
    };
    const zooms = make("div", "coe-map__zoom");
    zooms.append(button("−", "Zoom out", () => zoom(1 / 1.5)), button("+", "Zoom in", () => zoom(1.5)), button("Whole map", "Show the whole map", () => { fit(); choose(-1); }));
    const count = make("output", "");
    tools.append(options("Cause", "cause", causes), options("Year", "year", years), count, zooms);
    const filter = () => {
      const cause = tools.elements.cause.value, year = tools.elements.year.value;
      let number = 0;
      nodes.forEach((node, index) => {
        shown[index] = (!cause || node.causes.includes(cause)) && (!year || String(node.year) === year) ? 1 : 0;
        number += shown[index];
      });
      count.textContent = cause || year ? `${number} of ${nodes.length}` : "";
      if (chosen >= 0 && !shown[chosen]) choose(-1);
      ink();
    };
    const read = () => {
      const state = new URLSearchParams(location.hash.slice(1));
      for (const name of ["cause", "year"]) {
        const select = tools.elements[name];
        select.value = state.get(name) || "";
        if (select.selectedIndex < 0) select.value = "";
      }
      filter();
    };
    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.addEventListener("change", () => {
      const state = new URLSearchParams();
      for (const name of ["cause", "year"]) if (tools.elements[name].value) state.set(name, tools.elements[name].value);
      history.replaceState(null, "", `#${state}`);
      filter();
    });

    // Hands and keys.
    const ends = new AbortController();
    const on = (target, name, act, more) => target.addEventListener(name, act, { signal: ends.signal, ...more });
    const fingers = new Map();
    let travelled = 0;
    const at = (event) => { const box = front.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
    on(front, "pointerdown", (event) => { fingers.set(event.pointerId, at(event)); front.setPointerCapture(event.pointerId); travelled = 0; });
    on(front, "pointermove", (event) => {
      const now = at(event), before = fingers.get(event.pointerId);
      if (!before) return choose(under(...now));
      const other = [...fingers].find(([id]) => id !== event.pointerId);
      fingers.set(event.pointerId, now);
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (!other) return pan(now[0] - before[0], now[1] - before[1]);
      const apart = (point) => Math.hypot(point[0] - other[1][0], point[1] - other[1][1]);
      zoom(apart(now) / Math.max(1, apart(before)), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
    });
    const lift = (event) => fingers.delete(event.pointerId);
    on(front, "pointerup", (event) => {
      const held = fingers.size === 1 && travelled < 6;
      lift(event);
      if (!held) return;
      const found = under(...at(event));
      if (event.pointerType === "mouse" || found === chosen) { chosen = found; go(); } else choose(found);
    });
    on(front, "pointercancel", lift);
    on(front, "pointerleave", () => { if (!fingers.size && document.activeElement !== front) choose(-1); });
    on(front, "wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY / (event.deltaMode ? 12 : 400)), ...at(event)); }, { passive: false });
    on(front, "blur", () => choose(-1));
    const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    on(front, "keydown", (event) => {
      const way = WAYS[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (way && event.shiftKey) pan(-60 * way[0], -60 * way[1]);
      else if (way) step(...way);
      else if (event.key === "+" || event.key === "=") zoom(1.5);
      else if (event.key === "-") zoom(1 / 1.5);
      else if (event.key === "0") { fit(); draw(); moveCard(); }
      else if (event.key === "Enter") go();
      else if (event.key === "Escape") choose(-1);
      else return;
      event.preventDefault();
    });
    on(window, "hashchange", read);
    on(matchMedia("(prefers-color-scheme: dark)"), "change", paint);
    on(back, "webglcontextlost", (event) => { event.preventDefault(); close(); give("The movable map was interrupted."); });
    const watch = new ResizeObserver(size);
    watch.observe(sheet);
    size();
    paint();
    read();
    document.fonts.ready.then(() => { if (live) draw(); });
    return () => {
      ends.abort();
      watch.disconnect();
      cancelAnimationFrame(frame);
      gl.getExtension("WEBGL_lose_context")?.loseContext();
    };
  };

  // A page kept for the back button holds no picture memory.
  addEventListener("pagehide", () => { gone = true; close(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { gone = false; start(); } });
  start();
})();
