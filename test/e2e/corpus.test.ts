/** The corpus: what is lost is found under its name, what is mended or innocent is not accused. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../../cli/loss/finding.js';
import { ROOT } from '../support/process.js';

type Program = { readonly name: string; readonly file: string; readonly rules: readonly string[] };
type Corpus = {
  programs(folder: string): Program[];
  findings(file: string, side: string): Promise<readonly Finding[]>;
};

const { programs, findings } = (await import(
  pathToFileURL(join(ROOT, 'test/corpus/run.mjs')).href
)) as Corpus;

const said = (found: readonly Finding[]): string[] => found.map(({ rule, message }) => `${rule}: ${message}`);

describe('programs', { concurrency: 2 }, () => {
  for (const { name, file, rules } of programs('programs')) {
    test(`${name}: guilty`, async () => {
      const found = await findings(file, 'guilty');
      assert.ok(
        found.some(({ rule }) => rules.includes(rule)),
        `${rules[0]} expected, found: ${said(found).join('; ')}`,
      );
    });
    test(`${name}: mended`, async () => {
      assert.deepEqual(said(await findings(file, 'mended')), []);
    });
  }
  for (const { name, file } of programs('innocent'))
    test(`${name}: innocent`, async () => {
      assert.deepEqual(said(await findings(file, '')), []);
    });
});
