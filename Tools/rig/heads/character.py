"""What makes one head differ from another. Lengths in metres, Y up, the face along +Z, its own left at +X."""

from dataclasses import dataclass, field

import numpy as np

from heads import sdf


def both(x, y, z):
    return [np.array([x, y, z]), np.array([-x, y, z])]


@dataclass
class Character:
    name: str
    description: str
    # skull and jaw
    cranium: tuple = (0.076, 0.088, 0.097)
    cranium_at: tuple = (0, 0.036, -0.008)
    face_width: float = 0.0605
    jaw_width: float = 0.041
    jaw_drop: float = 0.062
    chin_at: tuple = (0, -0.0905, 0.071)
    chin_size: float = 0.0165
    cheek_at: tuple = (0.034, -0.020, 0.062)
    cheek_size: float = 0.023
    brow_size: float = 0.013
    neck_radius: float = 0.0405
    # nose
    nose_bridge: float = 0.0935      # how far forward between the eyes
    nose_tip: tuple = (0, -0.0215, 0.1085)
    nose_size: float = 0.0094
    wing_spread: float = 0.0092
    wing_size: float = 0.0062
    # eyes
    eye_at: tuple = (0.0325, 0.014, 0.0715)   # her left
    eye_radius: float = 0.0172
    aperture_up: float = 23.0       # degrees of the open lids
    aperture_down: float = 17.0
    aperture_side: float = 48.0
    tilt: float = 4.0               # degrees that the outer corner stands higher
    iris_degrees: float = 25.5      # half angle of the iris, seen from the eyeball's centre
    pupil_degrees: float = 11.5
    # mouth
    mouth_y: float = -0.0555
    mouth_half_width: float = 0.0245
    upper_lip: float = 0.0076       # height of the red
    lower_lip: float = 0.0088
    lip_fullness: float = 0.0058
    bow: float = 0.0014
    # the rest
    ear_size: float = 0.031
    ear_point: float = 0.0
    ear_turn: float = 22.0
    ear_at: tuple = (0.071, -0.004, -0.010)
    hair: str = "bob"
    brow_thickness: float = 0.0030
    horns: bool = False
    extra: list = field(default_factory=list)
    skin: tuple = (0.78, 0.50, 0.38)
    lips: tuple = (0.62, 0.25, 0.23)
    hair_color: tuple = (0.10, 0.045, 0.025)
    iris: tuple = (0.09, 0.26, 0.30)
    cloth: tuple = (0.10, 0.16, 0.22)

    @property
    def mouth(self):
        return np.array([0.0, self.mouth_y, 0.0])

    @property
    def hinge(self):
        """Of the jaw, between the ears."""
        return np.array([0.0, -0.026, 0.006])

    def eye(self, side):
        return np.array(self.eye_at) * ([1, 1, 1] if side == "Left" else [-1, 1, 1])

    def clay(self, points):
        """Distance to the skin without lids, lips, ears and hair."""
        d = sdf.ellipsoid(points, np.array(self.cranium_at), np.array(self.cranium))
        d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, -0.022, 0.030]),
                                        np.array([self.face_width, 0.074, 0.056])), 0.030)
        for side in (1, -1):
            jaw = sdf.capsule(points, [side * self.jaw_width, -0.040, 0.008], [side * 0.014, -self.jaw_drop - 0.022, 0.060], 0.023, 0.017)
            d = sdf.joined(d, jaw, 0.032)
        d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, -0.064, 0.040]), np.array([0.044, 0.036, 0.044])), 0.030)
        d = sdf.joined(d, np.linalg.norm(points - self.chin_at, axis=1) - self.chin_size, 0.022)
        for at in both(*self.cheek_at):
            d = sdf.joined(d, sdf.ellipsoid(points, at, np.array([1.05, 0.9, 0.95]) * self.cheek_size), 0.030)
        for at in both(self.face_width - 0.015, -0.002, 0.026):
            d = sdf.joined(d, sdf.ellipsoid(points, at, np.array([0.022, 0.036, 0.034])), 0.030)
        for at in both(0.026, self.eye_at[1] + 0.024, 0.072):
            d = sdf.joined(d, sdf.ellipsoid(points, at, np.array([2.3, 0.8, 1.0]) * self.brow_size), 0.022)
        d = sdf.joined(d, sdf.ellipsoid(points, np.array([0, self.mouth_y + 0.002, 0.064]), np.array([0.031, 0.024, 0.0285])), 0.026)
        # sockets
        for at in both(self.eye_at[0] + 0.001, self.eye_at[1] + 0.001, self.eye_at[2] + 0.024):
            socket = sdf.ellipsoid(points, at, np.array([1.45, 1.05, 0.86]) * self.eye_radius)
            d = sdf.cut(d, socket, 0.016)
        # flesh around the eyeballs, so that lids have something to grow from
        for side in ("Left", "Right"):
            d = sdf.joined(d, np.linalg.norm(points - self.eye(side), axis=1) - self.eye_radius * 1.02, 0.010)
        # nose
        tip = np.array(self.nose_tip)
        d = sdf.joined(d, sdf.capsule(points, [0, self.eye_at[1] + 0.014, self.nose_bridge - 0.010], tip - [0, 0.001, 0.002],
                                      0.0058, self.nose_size * 0.76), 0.011)
        d = sdf.joined(d, np.linalg.norm(points - tip, axis=1) - self.nose_size, 0.006)
        for at in both(self.wing_spread, tip[1] - 0.003, tip[2] - 0.0105):
            d = sdf.joined(d, sdf.ellipsoid(points, at, np.array([0.95, 0.9, 1.2]) * self.wing_size), 0.006)
        for at in both(self.wing_spread * 0.52, tip[1] - 0.0105, tip[2] - 0.0060):
            d = sdf.cut(d, sdf.ellipsoid(points, at, np.array([0.0030, 0.0026, 0.0045])), 0.006)
        # philtrum
        d = sdf.cut(d, sdf.capsule(points, [0, tip[1] - 0.014, tip[2] - 0.006], [0, self.mouth_y + 0.009, tip[2] - 0.0055], 0.0030, 0.0036), 0.008)
        for solid, softness in self.extra:
            d = sdf.joined(d, solid(points), softness)
        # neck and shoulders
        d = sdf.joined(d, sdf.capsule(points, [0, -0.235, -0.030], [0, -0.05, -0.022], self.neck_radius * 1.04, self.neck_radius), 0.030)
        return sdf.joined(d, sdf.ellipsoid(points, np.array([0, -0.262, -0.034]), np.array([0.150, 0.058, 0.066])), 0.050)
