import { testGoldenScripts } from '../support/golden-scripts.js';

testGoldenScripts('language');
