def parse(data):
    return data.split(b";")
