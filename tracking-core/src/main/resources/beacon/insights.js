/* Sales Insights: reports page views, attention and sent forms of this page. Keeps nothing on the device unless the
   visitor's consent is on record. insights('identify', token), ('consent', true|false), ('view'), ('form', name) */
(function (w, d, n) {
  'use strict';
  var me = d.currentScript, queued = (w.insights || {}).q || [], STORE = 'insights.visitor';
  if (n.globalPrivacyControl || n.doNotTrack === '1' || w.doNotTrack === '1' || !me || !w.fetch) {
    w.insights = function () {};
    return;
  }
  var url = me.src.replace(/[^/]*$/, '') + me.getAttribute('data-site');
  var page = id(), visitor, consents, stopped, waiting = [], timer, attempts = 0;
  var attention = 0, told = 0, next = 5, touched = 0;

  function id() {
    return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, function (c) {
      return (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
    });
  }

  function note(kind, more) {
    if (stopped || waiting.length > 19) return;
    var event = { id: id(), kind: kind, path: location.pathname.slice(0, 500) };
    for (var key in more) event[key] = more[key];
    waiting.push(event);
    // A moment for the page to say who it is, and for neighbours to travel together.
    timer = timer || setTimeout(send, 250);
  }

  function body() {
    return JSON.stringify({ page: page, visitor: visitor, events: waiting });
  }

  function post(to, text) {
    return fetch(to, { method: 'POST', body: text, keepalive: true, credentials: 'omit' });
  }

  function again() {
    attempts++;
    timer = attempts < 4 ? setTimeout(send, 1000 * attempts * attempts) : (waiting = [], attempts = 0);
  }

  function send() {
    var sent = waiting.slice();
    if (!sent.length || stopped) return (timer = 0);
    post(url, body()).then(function (answer) {
      if (answer.status > 499) return again();
      waiting = waiting.filter(function (event) { return sent.indexOf(event) < 0; });
      attempts = 0;
      timer = waiting.length && setTimeout(send, 250);
    }, again);
  }

  /* The page goes: what is not acknowledged goes once more, and counts once. */
  function leave() {
    if (attention > told) ping();
    if (!waiting.length || stopped) return;
    if (!n.sendBeacon || !n.sendBeacon(url, body())) post(url, body()).catch(function () {});
  }

  function ping() {
    note('ping', { seconds: Math.min(attention - told, 3600) });
    told = attention;
  }

  function keep() {
    if (!consents || !visitor) return;
    post(url + '/consent', visitor).then(function (answer) { return answer.json(); }).then(function (known) {
      // The visitor may have said no while the question was under way.
      if (known.granted && consents && visitor) localStorage.setItem(STORE, visitor);
      else localStorage.removeItem(STORE);
    }).catch(function () {});
  }

  var commands = {
    identify: function (token) {
      visitor = String(token).slice(0, 400);
      keep();
    },
    consent: function (given) {
      consents = given === true;
      if (consents) {
        stopped = false;
        try { visitor = visitor || localStorage.getItem(STORE) || undefined; } catch (none) { /* blocked */ }
        return keep();
      }
      visitor = undefined;
      stopped = true;
      waiting = [];
      try { localStorage.removeItem(STORE); } catch (none) { /* blocked */ }
    },
    view: function () {
      if (attention > told) ping();
      attention = told = 0;
      next = 5;
      note('view');
    },
    form: function (name) { note('form', { form: String(name || '').slice(0, 100) }); }
  };

  w.insights = function (command, value) {
    if (commands[command]) commands[command](value);
  };

  function start() {
    for (var i = 0; i < queued.length; i++) w.insights(queued[i][0], queued[i][1]);
    commands.view();
    ['pointermove', 'pointerdown', 'keydown', 'scroll', 'touchstart'].forEach(function (input) {
      w.addEventListener(input, function () { touched = Date.now(); }, { passive: true, capture: true });
    });
    setInterval(function () {
      if (d.visibilityState !== 'visible' || Date.now() - touched > 5000) return;
      if (++attention - told >= next) {
        ping();
        next = Math.min(next * 2, 60);
      }
    }, 1000);
    d.addEventListener('visibilitychange', function () { if (d.visibilityState === 'hidden') leave(); });
    w.addEventListener('pagehide', leave);
    d.addEventListener('submit', function (event) {
      var form = event.target;
      commands.form(form.getAttribute('name') || form.getAttribute('id'));
    }, true);
  }

  if (d.prerendering) d.addEventListener('prerenderingchange', start, { once: true });
  else start();
})(window, document, navigator);
