import { render } from 'preact';
import { App } from './app.js';
import { readSite } from './session/site.js';
import './style/index.css';

const place = document.getElementById('console');
if (place === null) throw new Error('the page has no place for the console');
const site = await readSite();
render(<App site={site} offered={site.demo === undefined ? '' : takeToken()} />, place);

/** The token that a demonstration's address brings. It goes from the address at once, so that it is in no bookmark. */
function takeToken(): string {
  const token = /^#token=([\w.-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return '';
  history.replaceState(null, '', location.pathname);
  return token;
}
