/**
 * Jest's own resolver, and for packages that export only an ES module (`"exports": { "import": … }`) a second
 * try under that condition: jest.config.cjs has them transformed to CommonJS.
 */
module.exports = (path, options) => {
  try {
    return options.defaultResolver(path, options);
  } catch (error) {
    if (path.startsWith('.') || path.startsWith('/')) throw error;
    return options.defaultResolver(path, { ...options, conditions: ['import', 'node', 'default'] });
  }
};
