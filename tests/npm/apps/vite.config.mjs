import { defineConfig } from "vite";

export default defineConfig({
  base: "/built/",
  build: { rolldownOptions: { input: ["page/index.html", "react/index.html"] } },
});
