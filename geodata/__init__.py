"""Where things are: the national grid, the two estates and the municipality around each of them.

`geodata.place.load("vollsmose")` gives a planner's place as one frozen bundle; `python -m geodata.build`
makes the bundled GeoPackage from the cited tables in `geodata/data/source`. This folder imports nothing else
of the project.
"""
