import { defineConfig } from "vite";

/** `--mode react-18` builds the React page once more, with the oldest React that the package takes. */
const OLD = [
  { find: /^react(?=$|\/)/, replacement: "react-18" },
  { find: /^react-dom(?=$|\/)/, replacement: "react-dom-18" },
];

export default defineConfig(({ mode }) => {
  const old = mode === "react-18";
  return {
    base: old ? "/built/react-18/" : "/built/",
    resolve: { alias: old ? OLD : [] },
    build: {
      outDir: old ? "dist/react-18" : "dist",
      rolldownOptions: { input: old ? ["./react/index.html"] : ["./page/index.html", "./react/index.html"] },
    },
  };
});
