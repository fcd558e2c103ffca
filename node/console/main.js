// The console begins: the pages of those who work here, or those of citizens.
import { html, render } from 'htm/preact';
import { App } from './app.js';
import { isKiosk, Kiosk } from './kiosk/kiosk.js';
import './style.css';
import './kiosk/kiosk.css';

render(html`<${isKiosk() ? Kiosk : App} />`, document.getElementById('console'));
