// Stands in for the FEEL editors that the properties panel would bring along: Baton's expressions are Python.
export default class NoFeelEditor {}
export class FeelersEditor {}
