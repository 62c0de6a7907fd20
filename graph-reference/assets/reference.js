// Search, light and dark, copying, and trying operations where a server takes them.
(function () {
  "use strict";
  var root = document.body.dataset.root || "";
  var element = function (tag, set, text) {
    var made = document.createElement(tag);
    for (var key in set || {}) made.setAttribute(key, set[key]);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Light and dark.
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  document.querySelector(".theme").addEventListener("click", function () {
    var html = document.documentElement;
    var now = html.dataset.theme || (dark.matches ? "dark" : "light");
    html.dataset.theme = now === "dark" ? "light" : "dark";
    try { localStorage.setItem("reference-theme", html.dataset.theme); } catch (_) { /* asked again next time */ }
  });

  // What an address leads to is unfolded.
  var unfold = function () {
    var name = decodeURIComponent(location.hash.slice(1));
    var target = name && document.getElementById(name);
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  // What scrolls sideways can be reached with the keyboard.
  var reach = function () {
    document.querySelectorAll(".code pre, .wide").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  };
  window.addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  // Copying.
  document.querySelectorAll(".code").forEach(function (box) {
    var button = element("button", { type: "button" }, "Copy");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(box.querySelector("code").textContent).then(function () {
        button.textContent = "Copied";
        setTimeout(function () { button.textContent = "Copy"; }, 1500);
      });
    });
    if (navigator.clipboard) box.appendChild(button);
  });

  // Search. The index is fetched when somebody begins to search.
  var input = document.getElementById("search");
  if (!input) return;
  var results = document.getElementById("results");
  var index = null, loading = false, chosen = -1;
  var load = function () {
    if (loading) return;
    loading = true;
    var script = element("script", { src: root + "assets/search-index.js" });
    script.onload = function () {
      var all = window.REFERENCE_INDEX;
      index = all.entries.map(function (entry) {
        var lower = entry[1].toLowerCase();
        return {
          kind: all.kinds[entry[0]], name: entry[1], lower: lower, text: entry[4], about: entry[4].toLowerCase(),
          last: lower.slice(lower.lastIndexOf(".") + 1),
          href: root + all.pages[entry[2]] + (entry[3] ? "#" + entry[3] : "")
        };
      });
      show();
    };
    document.head.appendChild(script);
  };
  // Lower is better: what is called so, what begins so, what holds it, what is said of it.
  var rank = function (entry, words) {
    var sum = 0;
    for (var at = 0; at < words.length; at++) {
      var word = words[at], place = entry.lower.indexOf(word);
      if (entry.lower === word || entry.last === word) sum += 0;
      else if (entry.last.indexOf(word) === 0) sum += 2;
      else if (place === 0) sum += 3;
      else if (place > 0) sum += 5;
      else if (entry.about.indexOf(word) >= 0) sum += 20;
      else return -1;
    }
    return sum * 1000 + entry.name.length;
  };
  var marked = function (name, words) {
    var hit = element("span", { "class": "hit" }), lower = name.toLowerCase(), at = 0;
    while (at < name.length) {
      var next = name.length, length = 0;
      words.forEach(function (word) {
        var found = lower.indexOf(word, at);
        if (found >= 0 && found < next) { next = found; length = word.length; }
      });
      hit.appendChild(document.createTextNode(name.slice(at, next)));
      if (length) hit.appendChild(element("mark", {}, name.slice(next, next + length)));
      at = next + (length || 1);
    }
    return hit;
  };
  var show = function () {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.textContent = "";
    chosen = -1;
    results.hidden = !words.length;
    input.setAttribute("aria-expanded", String(!results.hidden));
    input.removeAttribute("aria-activedescendant");
    if (!words.length || !index) return;
    var hits = [];
    index.forEach(function (entry) {
      var score = rank(entry, words);
      if (score >= 0) hits.push([score, entry]);
    });
    hits.sort(function (one, other) { return one[0] - other[0]; });
    hits.slice(0, 30).forEach(function (hit, at) {
      var entry = hit[1];
      var link = element("a", { href: entry.href, role: "option", id: "result-" + at });
      link.appendChild(element("span", { "class": "kind" }, entry.kind));
      link.appendChild(marked(entry.name, words));
      if (entry.text) link.appendChild(element("small", {}, entry.text));
      link.addEventListener("click", function () { results.hidden = true; });
      results.appendChild(link);
    });
    if (hits.length > 30) results.appendChild(element("p", {}, hits.length - 30 + " more"));
    if (!hits.length) results.appendChild(element("p", {}, "Nothing is called or described so."));
    choose(0);
  };
  var choose = function (at) {
    var links = results.querySelectorAll("a");
    if (!links.length) return;
    if (chosen >= 0 && links[chosen]) links[chosen].removeAttribute("aria-selected");
    chosen = (at + links.length) % links.length;
    links[chosen].setAttribute("aria-selected", "true");
    links[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", links[chosen].id);
  };
  input.addEventListener("focus", function () { load(); if (input.value) show(); });
  input.addEventListener("input", function () { load(); show(); });
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") {
      var link = results.querySelectorAll("a")[chosen];
      if (link) { link.click(); input.blur(); }
    } else if (event.key === "Escape") { results.hidden = true; input.blur(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".search")) results.hidden = true;
  });
  var asked = new URLSearchParams(location.search).get("q") || (/[#&]q=([^&]*)/.exec(location.hash) || [])[1];
  if (asked) { input.value = decodeURIComponent(asked); input.focus(); load(); }

  // Trying.
  var access = window.REFERENCE_ACCESS;
  if (!access) return;
  var args = function (form) {
    var option = form[":target"].selectedOptions[0], box = form.querySelector(".args");
    box.textContent = "";
    if (!option || !option.dataset.args) return;
    option.dataset.args.split(",").forEach(function (pair) {
      var name = pair.split("=")[0], node = pair.split("=")[1];
      var id = access.ids[option.dataset.whose];
      var label = element("label"), field = element("input", { name: ":" + name, autocomplete: "off" });
      field.value = (name === "id" && node === access.ids[":person"] && id) || access.ids[node] || "";
      label.appendChild(element("span", {}, name));
      label.appendChild(field);
      box.appendChild(label);
    });
  };
  var request = function (form) {
    var values = {}, pairs = [], files = false;
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === ":token" || field.name === ":target") return;
      if (field.name[0] === ":") { values[field.name.slice(1)] = field.value; return; }
      if (field.type === "file") {
        if (field.files[0]) { pairs.push([field.name, field.files[0]]); files = true; }
      } else if (field.value !== "") {
        if (field.dataset.place === "path") values[field.name] = field.value;
        else pairs.push([field.name, field.value]);
      }
    });
    var filled = function (path) {
      return path.replace(/\{([^{}:]*)\}/g, function (_, name) { return encodeURIComponent(values[name] || ""); });
    };
    var path = filled(form.dataset.path.replace("{:target}", form[":target"].value));
    var token = form[":token"].value;
    var asked = { method: form.dataset.method, headers: token ? { Authorization: "Bearer " + token } : {}, redirect: "manual" };
    var json = form[":json"];
    if (json) {
      asked.headers["Content-Type"] = "application/json";
      asked.body = json.value;
      if (pairs.length) path += "?" + new URLSearchParams(pairs);
    } else if (asked.method === "POST") {
      asked.body = files ? new FormData() : new URLSearchParams();
      pairs.forEach(function (pair) { asked.body.append(pair[0], pair[1]); });
    } else if (pairs.length) path += "?" + new URLSearchParams(pairs);
    return { path: path, asked: asked };
  };
  var send = function (form) {
    var made = request(form), got = form.querySelector(".got"), status = got.querySelector(".status");
    var started = performance.now();
    var tell = function (bad, code, text) {
      got.hidden = false;
      status.className = bad ? "status bad" : "status";
      status.textContent = "";
      status.appendChild(element("b", {}, code));
      status.appendChild(document.createTextNode(
        " " + made.asked.method + " " + made.path + " · " + Math.round(performance.now() - started) + " ms"));
      got.querySelector("code").textContent = text;
    };
    return fetch(made.path, made.asked).then(function (answer) {
      if (answer.type === "opaqueredirect") return tell(false, "302", "a redirect to what was asked for");
      return answer.text().then(function (text) {
        var shown = text;
        // Numbers that are too long for a script would be changed by reading them.
        try { if (!/\d{16,}(?=\s*[,}\]])/.test(text)) shown = JSON.stringify(JSON.parse(text), null, 2); } catch (_) { /* shown as it came */ }
        tell(!answer.ok, String(answer.status), shown);
      });
    }, function (error) { tell(true, "failed", String(error)); });
  };
  document.querySelectorAll("form.try").forEach(function (form) {
    access.tokens.forEach(function (pair) {
      var option = element("option", { value: pair[1] }, pair[0]);
      option.selected = pair[0] === form.dataset.token;
      form[":token"].appendChild(option);
    });
    form[":token"].appendChild(element("option", { value: "" }, "none"));
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.dataset && field.dataset.node && !field.value) field.value = access.ids[field.dataset.node] || "";
    });
    form[":target"].addEventListener("change", function () { args(form); });
    form.addEventListener("submit", function (event) { event.preventDefault(); send(form); });
    args(form);
    form.hidden = false;
  });
  // An address may ask for a try: `#op-likes.list&send`.
  var wanted = /^#([^&]+)&send$/.exec(location.hash);
  var form = wanted && document.querySelector("#" + CSS.escape(wanted[1]) + " form.try");
  if (form) {
    history.replaceState(null, "", "#" + wanted[1]);
    unfold();
    if (form.dataset.method === "GET") send(form);
  }
})();
