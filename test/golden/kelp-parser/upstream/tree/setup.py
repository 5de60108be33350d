from setuptools import Extension, setup

setup(ext_modules=[Extension("kelp_parser._speedups", ["src/kelp_parser/_speedups.pyx"])])
