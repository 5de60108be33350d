import curses
import ssl


def main():
    curses.wrapper(lambda screen: screen.getch())
