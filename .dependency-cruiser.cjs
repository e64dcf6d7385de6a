// The layer table of DESIGN.md §9. `.oxlintrc.json` states it again for type-only imports, which this
// tool does not always see; test/checks/layers.test.ts holds both to the table.

/** Folder under src/ → what it may import: other folders (or single files) of src/, npm packages, node builtins. */
const layers = {
  domain: { src: [], npm: [], node: false },
  contracts: { src: ['domain'], npm: ['zod'], node: false },
  plan: { src: ['domain', 'contracts'] },
  workflows: {
    src: ['domain'],
    npm: ['@temporalio/workflow', '@temporalio/common', '@noble/hashes', 'canonicalize'],
    node: false,
  },
  activities: { src: ['domain', 'contracts'] },
  mail: { src: ['domain', 'contracts'] },
  keys: { src: ['contracts'] },
  store: { src: ['domain', 'contracts', 'keys'] },
  engine: { src: ['contracts'] },
  client: { src: ['contracts', 'domain', 'keys', 'workflows/messages.ts'] },
  rehearsal: { src: ['client', 'domain', 'plan', 'contracts'] },
  audit: { src: ['domain', 'contracts', 'client'] },
  web: { src: ['contracts'], node: false },
  // The edges may import everything but these.
  api: { not: ['workflows', 'activities', 'cli'] },
  cli: { not: ['workflows', 'activities', 'api'] },
};

/** Packages that only some folders may import; the composition roots (src/*.ts) may import anything. */
const packageOwners = { '@temporalio/client': ['client', 'engine'] };

const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];
const inSrc = (entry) => (entry.endsWith('.ts') ? `^src/${entry.replaceAll('.', '\\.')}$` : `^src/${entry}/`);
const inPackage = (name) => `node_modules/${name}/`;

const layerRules = Object.entries(layers).flatMap(([layer, may]) => {
  const from = { path: `^src/${layer}/` };
  const rule = (suffix, comment, to) => ({
    name: `${layer}-${suffix}`,
    severity: 'error',
    comment,
    from,
    to,
  });
  const rules = [
    may.not
      ? rule('layers', `${layer} may not import ${may.not.join(', ')}`, { path: may.not.map(inSrc) })
      : rule('layers', `${layer} may import ${may.src.join(', ') || 'itself'} only`, {
          path: '^src/',
          pathNot: [layer, ...may.src].map(inSrc),
        }),
  ];
  if (may.npm) {
    const to = { dependencyTypes: NPM, ...(may.npm.length > 0 && { pathNot: may.npm.map(inPackage) }) };
    rules.push(rule('npm', `${layer} may import from npm: ${may.npm.join(', ') || 'nothing'}`, to));
  }
  if (may.node === false) {
    rules.push(rule('node', `${layer} may not import node builtins`, { dependencyTypes: ['core'] }));
  }
  return rules;
});

const ownerRules = Object.entries(packageOwners).map(([name, owners]) => ({
  name: `only-${owners.join('-')}`,
  severity: 'error',
  comment: `${name} may be imported by ${owners.join(', ')} and the composition roots only`,
  from: { path: '^src/[^/]+/', pathNot: owners.map(inSrc) },
  to: { path: inPackage(name) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...ownerRules,
    {
      name: 'known-layer',
      severity: 'error',
      comment: 'every folder of src/ stands in the table of DESIGN.md §9 and in .dependency-cruiser.cjs',
      from: { path: '^src/[^/]+/', pathNot: Object.keys(layers).map(inSrc) },
      to: {},
    },
    {
      name: 'src-only',
      severity: 'error',
      comment: 'src/ may not import from test/, scripts/ or other folders of the checkout',
      from: { path: '^src/' },
      to: { dependencyTypes: ['local'], pathNot: '^src/' },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment: 'no circular imports',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      comment: 'src/ runs without devDependencies',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'listed-dependency',
      severity: 'error',
      comment: 'every npm package imported stands in package.json',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'every import resolves',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
