// Conveniences only: the page says the same without them.
(function () {
  const byId = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // What a link leads to is unfolded.
  function open(target) {
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }
  function follow() {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    open(target);
    target.scrollIntoView();
    if (target.dataset.text) lightSentences(target);
    if (target.dataset.claims) lightClaims(target);
  }

  // Everything unfolded at one stroke, and folded again.
  const unfold = document.querySelector(".unfold");
  const button = unfold.querySelector("button");
  const labels = [button.textContent, button.dataset.fold];
  let folded = [];
  unfold.hidden = false;
  button.addEventListener("click", function () {
    const unfolding = button.textContent === labels[0];
    if (unfolding) folded = all("details:not([open])");
    folded.forEach((each) => { each.open = unfolding; });
    button.textContent = labels[unfolding ? 1 : 0];
  });

  // On paper goes what is unfolded, and the short lists.
  let closed = [];
  addEventListener("beforeprint", function () {
    closed = all("details.paper:not([open])");
    closed.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", function () { closed.forEach((each) => { each.open = false; }); });

  // A claim lights the sentences it is taken from, a sentence the claims taken from it.
  const texts = document.querySelector(".texts");
  let panel = null;
  function dark() {
    all(".lit").forEach((each) => each.classList.remove("lit"));
    all(".sentence[aria-expanded=true]").forEach((each) => each.setAttribute("aria-expanded", "false"));
    if (panel) panel.remove();
    panel = null;
  }
  function within(pane, target) {
    const outer = pane.getBoundingClientRect(), inner = target.getBoundingClientRect();
    pane.scrollTop += inner.top - outer.top - pane.clientHeight / 3;
  }
  const beside = () => getComputedStyle(texts).position === "sticky";
  function lightSentences(entry) {
    dark();
    const found = entry.dataset.text.split(" ").map(byId);
    [entry, ...found].forEach((each) => each.classList.add("lit"));
    if (beside()) within(texts, found[0]);
    return found[0];
  }
  function lightClaims(sentence) {
    const before = panel && panel.dataset.of === sentence.id;
    dark();
    if (before) return;
    const claims = sentence.dataset.claims.split(" ").map(byId);
    [sentence, ...claims].forEach((each) => each.classList.add("lit"));
    claims.forEach(open);
    sentence.setAttribute("aria-expanded", "true");
    panel = document.createElement("div");
    panel.className = "here";
    panel.dataset.of = sentence.id;
    panel.lang = document.documentElement.lang;
    const list = document.createElement("ul");
    claims.forEach(function (claim) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + claim.id;
      link.textContent = claim.querySelector(".says").textContent.trim().replace(/\s+/g, " ");
      item.append(claim.querySelector(".badge").cloneNode(true), " ", claim.querySelector(".who b").cloneNode(true), ": ", link);
      list.append(item);
    });
    panel.append(list);
    sentence.parentElement.after(panel);
    const status = texts.querySelector("[role=status]");
    status.textContent = texts.dataset.here + " " + claims.map((claim) => claim.querySelector(".no").textContent).join(", ");
    if (beside()) {
      texts.scrollTop += Math.max(0, panel.getBoundingClientRect().bottom - texts.getBoundingClientRect().bottom + 8);
      claims[0].scrollIntoView({ block: "center" });
    }
  }
  if (texts) {
    all(".sentence[data-claims]").forEach(function (sentence) {
      sentence.tabIndex = 0;
      sentence.setAttribute("role", "button");
      sentence.setAttribute("aria-expanded", "false");
      sentence.addEventListener("click", () => lightClaims(sentence));
      sentence.addEventListener("keydown", function (event) {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        lightClaims(sentence);
      });
    });
    all(".entry[data-text]").forEach(function (entry) {
      entry.addEventListener("click", function (event) {
        const link = event.target.closest("a");
        const show = link && link.classList.contains("to-text");
        if ((link && !show) || (!show && String(getSelection()))) return;
        const sentence = lightSentences(entry);
        if (!show) return;
        event.preventDefault();
        sentence.focus({ preventScroll: beside() });
        if (!beside()) sentence.scrollIntoView({ block: "center" });
      });
    });
    addEventListener("keydown", function (event) { if (event.key === "Escape") dark(); });
  }

  addEventListener("hashchange", follow);
  follow();
})();
