// Copyright: (c) 2026, webex.calling contributors
// GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of a page cannot be read where it stands: a list of sentences, of which a test wants none. Where it may scroll within boxes,
// what these show of a text counts, and what waits beside the window, as a drawer does, is not looked at.
(mayScroll) => {
  const found = [];
  const say = (what, node) => found.push(`${what}: ${(node.textContent || node.outerHTML).trim().slice(0, 60)}`);
  const blockOf = (node) => {
    while (getComputedStyle(node).display.startsWith("inline")) node = node.parentElement;
    return node;
  };
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) say("wider than the window", root);

  const all = mayScroll ? [...document.querySelectorAll("body *")] : [];
  const scrolling = new Set(all.filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow)));
  const isBeside = (one) => {
    const box = one.getBoundingClientRect();
    return getComputedStyle(one).position === "fixed" && (box.right <= 0 || box.left >= root.clientWidth);
  };
  const shown = (place, element) => {
    let { left, top, right, bottom } = place;
    for (let one = element; one; one = one.parentElement) {
      if (!scrolling.has(one)) continue;
      const box = one.getBoundingClientRect();
      [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
      [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  // What is for screen readers alone is clipped on purpose.
  const unseen = [...document.querySelectorAll("thead")].filter((one) => getComputedStyle(one).clipPath === "inset(50%)");
  unseen.push(...all.filter(isBeside));
  const seen = (element) =>
    element.checkVisibility({ contentVisibilityAuto: true }) && !unseen.some((one) => one.contains(element));
  const places = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const block = blockOf(node.parentElement);
    const box = block.getBoundingClientRect();
    for (const whole of range.getClientRects()) {
      const place = shown(whole, node.parentElement);
      if (place.width < 1 || place.height < 1) continue;
      if (place.left < box.left - 1 || place.right > box.right + 1) say("leaves its box", node);
      if (place.left < -1 || place.right > root.clientWidth + 1) say("leaves the window", node);
      places.push({ node, place });
    }
  }
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    if (!seen(element) || scrolling.has(element) || (style.overflowX === "visible" && style.overflowY === "visible")) continue;
    const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (!(element instanceof SVGElement) && isCut) say("is cut", element);
  }
  for (const node of document.querySelectorAll("svg")) {
    if (seen(node)) places.push({ node, place: node.getBoundingClientRect() });
  }

  places.sort((one, other) => one.place.top - other.place.top);
  places.forEach((one, index) => {
    for (let next = index + 1; next < places.length; next++) {
      const other = places[next];
      const below = one.place.bottom - other.place.top;
      if (below <= 0) break;
      const beside = Math.min(one.place.right, other.place.right) - Math.max(one.place.left, other.place.left);
      const height = Math.min(below, other.place.height);
      // Lines of one text may touch; letters stand within two thirds of a line's height.
      if (beside > 1 && height > Math.min(one.place.height, other.place.height) / 3) {
        say(`lies upon '${other.node.textContent.trim().slice(0, 30)}'`, one.node);
      }
    }
  });
  return found;
};
