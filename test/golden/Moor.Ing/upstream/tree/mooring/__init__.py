import sqlite3


def main():
    print(sqlite3.sqlite_version)
