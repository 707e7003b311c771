#!/bin/sh
# Writes .build/web/vega.js: Vega, Vega-Lite and vega-embed as one ES module, from the package that
# also draws charts for documents, so that all of them read the same specifications the same way.
# vega-embed holds the interpreter of expressions that its option `ast` asks for; with it a page needs
# no `unsafe-eval`. Says nothing when the file is up to date.
# Where it cannot be made, says why and fails; the lab then shows tables instead of charts.
set -eu
cd "$(dirname "$0")/.."

bundle=.build/web/vega.js
if [ -f "$bundle" ] && [ "$bundle" -nt Scripts/web-requirements.txt ] && [ "$bundle" -nt "$0" ]; then
  exit 0
fi
if ! sh Scripts/web-environment.sh Scripts/web-requirements.txt; then
  echo "web: without it the lab has tables and no charts; 'make web' tries again" >&2
  exit 1
fi
.build/web/venv/bin/python - "$bundle" <<'PYTHON'
import os
import sys

import vl_convert

versions = (
    f"Vega {vl_convert.get_vega_version()}, "
    f"Vega-Lite {vl_convert.get_vegalite_versions()[-1]}, "
    f"vega-embed {vl_convert.get_vega_embed_version()}"
)
code = vl_convert.javascript_bundle("export { vegaEmbed, vega };")
with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
    file.write(f"/* {versions}: University of Washington Interactive Data Lab, BSD-3-Clause;\n")
    file.write(f"   put together by vl-convert-python {vl_convert.__version__}. */\n{code}\n")
# In one step, so that whoever reads it meanwhile reads a whole one.
os.replace(sys.argv[1] + ".new", sys.argv[1])
print(f"web: {versions} in {sys.argv[1]}, {os.path.getsize(sys.argv[1]) // 1024} KiB")
PYTHON
