// The console begins: who is here, in which language, and what is shown.
import { html, render } from 'htm/preact';
import { App } from './app.js';
import './style.css';

render(html`<${App} />`, document.getElementById('console'));
