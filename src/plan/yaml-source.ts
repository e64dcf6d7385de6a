import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLError,
} from 'yaml';
import { MAX_ERRORS, pathText, valueText, type FieldPath, type PlanError } from './errors.ts';

/** One YAML file, parsed, that can say on which line something stands. */
export interface YamlSource {
  readonly file: string;
  /** Plain data; undefined where the text is no YAML. */
  readonly data: unknown;
  /** What the parser refused. */
  readonly errors: readonly PlanError[];
  /** The line of a value; of the nearest thing around it, where it is absent. */
  lineOf(path: FieldPath): number;
  /** The line of a key of the map at a path. */
  lineOfKey(path: FieldPath, key: string): number;
  /** An error about a value. */
  error(path: FieldPath, expected: string, value?: unknown): PlanError;
}

/** What the parser's codes mean to a person. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进应一致：同级字段左端对齐，列表项以“- ”开头',
  TAB_AS_INDENT: '缩进应使用空格，不能使用制表符',
  DUPLICATE_KEY: '同一组字段中每个字段只能出现一次',
  MISSING_CHAR: '应有配对的引号、括号或冒号',
  MULTILINE_IMPLICIT_KEY: '字段名应在一行之内，冒号后应有空格',
  BLOCK_AS_IMPLICIT_KEY: '同一行只应有一个“字段: 值”，含冒号的文字应加引号',
  IMPOSSIBLE: '应为 YAML 文本',
  MULTIPLE_DOCS: '一个文件应只有一份内容，不能用 --- 分成几份',
  UNEXPECTED_TOKEN: '此处应为 YAML 允许的写法，含特殊符号的文字应加引号',
  BAD_ALIAS: '引用（*）应指向前面已有的锚（&）',
  TAG_RESOLVE_FAILED: '不应使用自定义标签（!）',
  BAD_DQ_ESCAPE: '双引号中的反斜杠应为允许的转义；也可改用单引号',
};

/** Parses a file's text. Dates stay text, as the YAML 1.2 core schema has it. */
export function parseYaml(file: string, source: string): YamlSource {
  const lines = new LineCounter();
  // The parser's own search for keys given twice compares each with each.
  const document = parseDocument(source, {
    lineCounter: lines,
    version: '1.2',
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const written = source.split('\n');
  const problems: readonly YAMLError[] = [...document.errors, ...document.warnings];
  const errors = problems.slice(0, MAX_ERRORS).map((problem) => syntaxError(file, written, lines, problem));
  // A key given twice leaves a document that can still be checked; anything else leaves guesses.
  const plain = problems.length === 0 ? plainData(document) : { data: undefined };
  const failure: PlanError[] =
    plain.failure === undefined
      ? []
      : [{ file, line: 1, path: '', value: plain.failure, expected: '引用（*）应少而简单，不能层层展开' }];
  const lineAt = (node: unknown): number =>
    isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  const repeated = problems.length === 0 ? repeatedKeys(document).slice(0, MAX_ERRORS) : [];
  const twice = repeated.map((key): PlanError => {
    const line = lineAt(key);
    const value = valueText((written[line - 1] ?? '').trim());
    return { file, line, path: '', value, expected: SYNTAX['DUPLICATE_KEY'] ?? '' };
  });
  const lineOf = (path: FieldPath): number => lineAt(nodeAt(document, path));

  return {
    file,
    data: plain.data,
    errors: [...errors, ...twice, ...failure],
    lineOf,
    lineOfKey(path, key) {
      const map = document.getIn(path, true);
      const found = isMap(map) ? keysOf(map).get(key) : undefined;
      return found === undefined ? lineOf(path) : lineAt(found);
    },
    error(path, expected, value = valueAt(plain.data, path)) {
      return { file, line: lineOf(path), path: pathText(path), value: valueText(value), expected };
    },
  };
}

/** The value at a path of plain data. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Readonly<Record<string | number, unknown>>)[part]
        : undefined,
    data,
  );
}

/** The node at a path, or the nearest one around it. */
function nodeAt(document: Document, path: FieldPath): unknown {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return isCollection(document.contents) ? document.contents : undefined;
}

function plainData(document: Document): { readonly data: unknown; readonly failure?: string } {
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return holdsItself(data) ? { data: undefined, failure: '引用绕回了自身' } : { data };
  } catch {
    return { data: undefined, failure: '引用展开后过大，或嵌套过深' };
  }
}

/** Whether a value is part of itself, as an alias within its own anchor makes it. */
function holdsItself(value: unknown, around: ReadonlySet<unknown> = new Set(), cleared = new Set()): boolean {
  if (typeof value !== 'object' || value === null || cleared.has(value)) return false;
  if (around.has(value)) return true;
  const within = new Set([...around, value]);
  if (Object.values(value).some((item) => holdsItself(item, within, cleared))) return true;
  cleared.add(value);
  return false;
}

const keys = new WeakMap<YAMLMap, ReadonlyMap<string, Node>>();

/** A map's keys by name, looked through once. */
function keysOf(map: YAMLMap): ReadonlyMap<string, Node> {
  let found = keys.get(map);
  if (found === undefined) {
    const named = map.items.flatMap(({ key }) => (isScalar(key) ? [[String(key.value), key] as const] : []));
    // The first of a name stands.
    found = new Map(named.toReversed());
    keys.set(map, found);
  }
  return found;
}

/** The keys of a document's maps that stand there already. */
function repeatedKeys(document: Document): readonly Node[] {
  const found: Node[] = [];
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value)) found.push(key);
        known.add(key.value);
      }
    },
  });
  return found;
}

function syntaxError(
  file: string,
  source: readonly string[],
  lines: LineCounter,
  problem: YAMLError,
): PlanError {
  const { line } = lines.linePos(problem.pos[0]);
  const written = valueText((source[line - 1] ?? '').trim());
  // The parser goes as deep as its text does.
  if (problem.message.includes('call stack'))
    return { file, line, path: '', value: written, expected: '嵌套不应超过数百层' };
  const known = SYNTAX[problem.code] ?? SYNTAX['UNEXPECTED_TOKEN'] ?? '';
  return { file, line, path: '', value: written, expected: `${known}（YAML：${problem.message}）` };
}
