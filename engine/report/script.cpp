// The page's script. It only shows, hides and copies text that is already there, so the page says
// the same without it; it never makes HTML from data.
#include "report/page.h"

namespace muster::report {

namespace {

constexpr std::string_view kScript = R"js(
(function () {
'use strict';
var all = function (selector, root)
    { return Array.from((root || document).querySelectorAll(selector)); };
var one = function (selector, root) { return (root || document).querySelector(selector); };
all('.tools').forEach(function (tools) { tools.hidden = false; });

// Week and day view.
all('.board').forEach(function (board) {
  var weeks = all('.wk', board), week = 0, day = 0, daily = false;
  var label = one('output', board), buttons = all('[data-view]', board);
  var column = function () { return all('.hd .d', weeks[week])[day]; };
  var inside = function () { return !column().classList.contains('out'); };
  var show = function () {
    weeks.forEach(function (element, i) { element.hidden = i !== week; });
    board.classList.toggle('daily', daily);
    for (var i = 0; i < 7; ++i) board.classList.toggle('d' + i, daily && i === day);
    var busy = 0, left = 1e9;
    all('.r:not(.hd)', weeks[week]).forEach(function (row) {
      var bars = daily ? all('.b', all('.d', row)[day]) : all('.b', row);
      row.classList.toggle('idle', bars.length === 0);
      busy += bars.length;
      bars.forEach(function (bar) { left = Math.min(left, bar.offsetLeft); });
    });
    one('.none', weeks[week]).hidden = busy > 0;
    one('.scroll', weeks[week]).scrollLeft = daily && busy > 0 ? Math.max(0, left - 16) : 0;
    buttons.forEach(function (button) {
      button.setAttribute('aria-pressed', String((button.dataset.view === 'day') === daily));
    });
    label.textContent = daily ? one('span', column()).textContent : one('h3',
    weeks[week]).textContent;
  };
  var step = function (by) {
    if (!daily) { week = Math.min(weeks.length - 1, Math.max(0, week + by)); show(); return; }
    var from = [week, day];
    day += by;
    if (day < 0) { week -= 1; day = 6; }
    if (day > 6) { week += 1; day = 0; }
    if (week < 0 || week >= weeks.length || !inside()) { week = from[0]; day = from[1]; }
    show();
  };
  if (!weeks.length) return;
  buttons.forEach(function (button) {
    button.addEventListener('click', function () {
      daily = button.dataset.view === 'day';
      while (daily && !inside() && day < 6) ++day;
      while (daily && !inside() && day > 0) --day;
      show();
    });
  });
  all('[data-step]', board).forEach(function (button) {
    button.addEventListener('click', function () { step(Number(button.dataset.step)); });
  });
  board.classList.add('paged');
  if (window.innerWidth < 700) buttons[1].click(); else show();
});

// A bar tells who goes: a sheet with the text of its row in the list of the day.
var sheet = document.getElementById('sheet');
var row_of = function (bar) { return document.getElementById(bar.getAttribute('href').slice(1)); };
var open = function (element) {
  for (var box = element; box;
    box = box.parentElement) if (box.tagName === 'DETAILS') box.open = true;
};
document.addEventListener('mouseover', function (event) {
  var bar = event.target.closest ? event.target.closest('.b') : null;
  if (!bar || bar.title) return;
  bar.title = all('td', row_of(bar)).map(function (cell) { return cell.textContent; }).join('\n');
});
document.addEventListener('click', function (event) {
  var bar = event.target.closest ? event.target.closest('.b') : null;
  if (!bar) { if (!sheet.contains(event.target)) sheet.hidden = true; return; }
  event.preventDefault();
  var row = row_of(bar), roster = row.closest('details');
  sheet.textContent = '';
  var add = function (tag, text) {
    var element = document.createElement(tag);
    element.textContent = text;
    sheet.appendChild(element);
    return element;
  };
  var cells = all('td', row).map(function (cell) { return cell.textContent; });
  add('b', cells[1]);
  add('p', one('b', roster).textContent + '  ' + cells[0]);
  add('p', cells[2]);
  add('p', cells[3]);
  var close = add('button', '×');
  close.addEventListener('click', function () { sheet.hidden = true; });
  sheet.hidden = false;
});
document.addEventListener('keydown', function (event) {
  if (event.key === 'Escape') sheet.hidden = true;
});
var arrive = function () {
  var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) { open(target); target.scrollIntoView({block: 'nearest'}); }
};
window.addEventListener('hashchange', arrive);
arrive();

all('[data-open]').forEach(function (button) {
  button.addEventListener('click', function () {
    all('details', button.closest('section')).forEach(function (box) {
      box.open = button.dataset.open === '1';
    });
  });
});
window.addEventListener('beforeprint', function () {
  all('details').forEach(function (box) { box.open = true; });
  all('.wk').forEach(function (week) { week.hidden = false; });
});

// Search: rows that don't hold every word are hidden, and lists and sections without rows with
// them.
var search = document.getElementById('search'), timer = 0, rows = null;
var index = function () {
  return all('main tbody tr, main .r:not(.hd), main .list li').map(function (row) {
    var roster = row.closest('details');
    var name = roster ? one('summary', roster).textContent + ' ' : '';
    return {row: row, text: (name + row.textContent).toLowerCase()};
  });
};
var filter = function () {
  var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), hits = 0;
  rows = rows || index();
  rows.forEach(function (entry) {
    var hit = words.every(function (word) { return entry.text.indexOf(word) >= 0; });
    entry.row.hidden = !hit;
    hits += hit ? 1 : 0;
  });
  all('.roster').forEach(function (box) {
    box.hidden = !one('tbody tr:not([hidden])', box);
    box.open = words.length > 0 && !box.hidden;
  });
  all('main > section').forEach(function (section) {
    section.hidden = words.length > 0 &&
      !one('tbody tr:not([hidden]), .r:not(.hd):not([hidden]), .list li:not([hidden])', section);
  });
  document.getElementById('no-hit').hidden = hits > 0;
};
search.hidden = false;
search.addEventListener('input', function () {
  clearTimeout(timer);
  timer = setTimeout(filter, 150);
});
})();
)js";

}  // namespace

std::string_view script() { return kScript; }

}  // namespace muster::report
