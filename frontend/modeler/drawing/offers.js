// Takes out of palette and menus what the engine does not execute. What a file already holds stays, and the check says so.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import { isOffered } from './offered.js';

const LAST = 100;
const PREFIX = /^(?:replace-with-|create-|append-)+/;
// Entries of menus that are named otherwise than what they make.
const NAMED = { 'ad-hoc-subprocess': 'expanded-ad-hoc-subprocess', 'data-store': 'data-store-reference' };
// Marks that are drawn and mean nothing to the engine.
const MARKS = ['toggle-participant-multiplicity', 'toggle-adhoc', 'toggle-is-collection'];

class Offers {
  static $inject = ['popupMenu', 'palette', 'config.catalog'];

  constructor(popupMenu, palette, catalog) {
    this.offers = catalog.offers;
    for (const menu of ['bpmn-replace', 'bpmn-append', 'bpmn-create']) popupMenu.registerProvider(menu, LAST, this);
    palette.registerProvider(LAST, { getPaletteEntries: () => (entries) => this.kept(entries, {}) });
  }

  getPopupMenuEntries(target) { return (entries) => this.kept(entries, where(target)); }

  getPopupMenuHeaderEntries() { return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !MARKS.includes(id))); }

  kept(entries, place) { return Object.fromEntries(Object.entries(entries).filter(([id]) => this.executes(id, place))); }

  executes(id, place) {
    const name = id.replace('create.', '').replace(PREFIX, '');
    return isOffered((PopupEntries[name] ?? PopupEntries[NAMED[name]])?.target, this.offers, place);
  }
}

const where = (target) => ({ inEventSubProcess: Boolean(target && !Array.isArray(target) && is(target, 'bpmn:StartEvent') && getBusinessObject(target).$parent?.triggeredByEvent) });

export default { __init__: ['offers'], offers: ['type', Offers] };
