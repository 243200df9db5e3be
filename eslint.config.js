// Type-aware lint only: format and import order belong to Biome, layers to dependency-cruiser.
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/", "test/fixtures/", "**/*.js", "**/*.cjs", "**/*.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers and labels are put into sentences everywhere; they cannot print as "[object Object]".
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // Hot loops over typed arrays index with `!`: the bound is the loop's own condition.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      // A callback that makes one call is that call: what it returns is nobody's there.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Leaving a field out of a copy names it.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      // A limit of wall time fails on a busy machine: the one in jest.config.js ends what hangs.
      "no-restricted-syntax": [
        "error",
        ...[
          "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
          "CallExpression[callee.name=/^(test|(before|after)(All|Each))$/] > Literal[value>0]",
        ].map((selector) => ({ selector, message: "No test has a limit of its own." })),
      ],
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
