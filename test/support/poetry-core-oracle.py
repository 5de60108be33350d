"""Prints, for every fixture project of a poetry-core checkout, what its wheel builder writes: run by test/corpus/poetry-core.test.ts."""
import json
import logging
import sys
from pathlib import Path

root = Path(sys.argv[1])
sys.path.insert(0, str(root / 'src'))
logging.disable(logging.CRITICAL)

from poetry.core.factory import Factory  # noqa: E402
from poetry.core.masonry.metadata import Metadata  # noqa: E402

rows = []
for pyproject in sorted(root.glob('tests/**/pyproject.toml')):
    folder = pyproject.parent
    try:
        metadata = Metadata.from_package(Factory().create_poetry(folder, with_groups=False).package)
    except Exception as error:
        rows.append({'folder': str(folder.relative_to(root)), 'error': str(error)})
        continue
    rows.append({
        'folder': str(folder.relative_to(root)),
        'requiresDist': metadata.requires_dist,
        'providesExtra': [str(extra) for extra in metadata.provides_extra],
        'requiresPython': metadata.requires_python,
        'summary': metadata.summary,
        'classifiers': list(metadata.classifiers),
        'projectUrls': list(metadata.project_urls),
    })
json.dump(rows, sys.stdout)
