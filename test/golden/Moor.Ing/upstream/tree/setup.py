from setuptools import setup

requirements = ["zope.interface>=5", "importlib-metadata>=4; python_version < '3.8'"]

setup(
    name="Moor.Ing",
    version="2.0b1",
    packages=["mooring"],
    install_requires=requirements + ["PyYAML"],
    setup_requires=["pytest-runner", "cffi>=1.15"],
    entry_points={"console_scripts": ["mooring = mooring:main"]},
)
