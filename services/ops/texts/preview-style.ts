/** The style of the preview, in light and dark. */
export const PREVIEW_STYLE = `
:root { color-scheme: light dark; --ink: #16181d; --soft: #5b6270; --paper: #f4f5f7; --card: #fff; --line: #d5d9e0;
  --bubble: #e9e9eb; --bubble-ink: #111; --error: #b00020; --warning: #8a5300; --mark: #ffe08a; --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --soft: #a3abb8; --paper: #121417; --card: #1b1e23; --line: #363b44; --bubble: #2f3338;
    --bubble-ink: #f1f3f4; --error: #ff8a80; --warning: #ffb74d; --mark: #6b5300; --link: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 16px/1.45 system-ui, "Segoe UI", Helvetica, Arial, "Noto Sans", sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 20px; margin: 40px 0 0; } h3 { font-size: 16px; margin: 24px 0 8px; }
small { color: var(--soft); font-weight: 400; } a { color: var(--link); margin-inline-end: 12px; }
p { margin: 4px 0 12px; } .facts { color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
figure { margin: 0; } figcaption { color: var(--soft); font-size: 13px; margin-top: 6px; }
.phone { width: 300px; max-width: 100%; }
.screen { background: var(--card); border: 8px solid #1c1c1e; border-radius: 30px; min-height: 250px; max-height: 460px;
  overflow: auto; padding: 10px 12px 18px; }
@media (prefers-color-scheme: dark) { .screen { border-color: #4a4f57; } }
.from { text-align: center; font-size: 13px; font-weight: 600; padding-bottom: 8px; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
.bubble { background: var(--bubble); color: var(--bubble-ink); border-radius: 18px; padding: 10px 14px; margin: 14px 0 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
.mail { width: 460px; max-width: 100%; }
.head { background: var(--card); border: 1px solid var(--line); border-bottom: 0; border-radius: 12px 12px 0 0;
  padding: 10px 14px; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 470px; border: 1px solid var(--line); border-radius: 0 0 12px 12px;
  background: #fff; }
.findings { margin: 8px 0; padding-inline-start: 20px; font-size: 14px; }
.error, .findings .error { color: var(--error); } .warning, .findings .warning { color: var(--warning); }
.info { color: var(--soft); }
`;
