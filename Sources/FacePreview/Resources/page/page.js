"use strict";
(() => {
  const content = JSON.parse(document.getElementById("content").textContent);
  const { head, performance: play, camera, studio, notes } = content;
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
  const element = (id) => document.getElementById(id);

  // The head, posed on the CPU: targets, then matrices, then normals of what came of it.
  const rest = new Float32Array(bytes(head.positions));
  const matrixOf = new Uint16Array(bytes(head.matrices));
  const shareOf = new Float32Array(bytes(head.matrixShares));
  const targets = head.targets.map((target) => ({
    indices: new Uint32Array(bytes(target.indices)), moves: new Int16Array(bytes(target.displacements)), scale: target.scale,
  }));
  const shading = new Uint32Array(bytes(head.shading));
  const exposure = new Uint8Array(bytes(head.exposure));
  const drawn = new Uint32Array(bytes(head.drawn));
  const coordinates = new Float32Array(bytes(head.textureCoordinates));
  const triangles = new Uint32Array(bytes(head.triangles));
  const shadingCorners = triangles.map((corner) => drawn[corner]);
  const weights = new Int16Array(bytes(play.weights));
  const curves = new Int16Array(bytes(play.curves));
  const matrixFrames = new Float32Array(bytes(play.matrixFrames));
  const moved = new Float32Array(rest.length);
  const placed = new Float32Array(rest.length);
  const normals = new Float32Array(3 * shading.length);
  const drawnPositions = new Float32Array(3 * drawn.length);
  const drawnNormals = new Float32Array(3 * drawn.length);
  const held = new Map(); // channel number → value that a slider holds it at
  const layers = play.layers.map((layer) => ({
    ...layer, curves: new Int16Array(bytes(layer.curves)), matrixFrames: new Float32Array(bytes(layer.matrixFrames)), amount: 1,
  }));

  // What sliders of layers add to each channel at a frame: nothing where all stand at 1.
  function asked(frame) {
    const more = new Float32Array(play.channels.length);
    for (const { channels, curves: own, amount } of layers) {
      if (amount === 1) continue;
      channels.forEach((channel, place) => (more[channel] += ((amount - 1) * own[frame * channels.length + place]) / 16384));
    }
    return more;
  }

  // Layers bring a curve to 0 or 1 and no further; what is beyond by itself stays.
  const within = (own, more) => Math.max(Math.min(own, 0), Math.min(Math.max(own, 1), own + more));

  function pose(frame) {
    const own = new Float32Array(play.targetCount);
    for (let t = 0; t < own.length; t++) own[t] = weights[frame * play.targetCount + t] / 16384;
    const matrices = play.restMatrices.map((matrix) => Float32Array.from(matrix));
    play.movingMatrices.forEach((number, place) => {
      const first = 12 * (frame * play.movingMatrices.length + place);
      matrices[number].set(matrixFrames.subarray(first, first + 12));
    });
    for (const { matrices: turned, matrixFrames: own, amount } of layers) {
      if (amount === 1) continue;
      turned.forEach((number, place) => {
        const first = 12 * (frame * turned.length + place);
        for (let k = 0; k < 12; k++) matrices[number][k] += (amount - 1) * own[first + k];
      });
    }
    const added = asked(frame);
    for (let channel = 0; channel < added.length; channel++) {
      const more = value(channel, frame, added) - curves[frame * play.channels.length + channel] / 16384;
      if (more === 0) continue;
      for (const [target, weight] of play.channels[channel].targets) own[target] += more * weight;
      if (!held.has(channel)) continue; // what a layer turns is in its own matrices
      for (const [number, ...gain] of play.channels[channel].matrices)
        for (let k = 0; k < 12; k++) matrices[number][k] += more * gain[k];
    }
    moved.set(rest);
    targets.forEach(({ indices, moves, scale }, number) => {
      const weight = own[number] * scale;
      if (weight === 0) return;
      for (let k = 0; k < indices.length; k++) {
        const at = 3 * indices[k];
        moved[at] += weight * moves[3 * k];
        moved[at + 1] += weight * moves[3 * k + 1];
        moved[at + 2] += weight * moves[3 * k + 2];
      }
    });
    for (let v = 0; v < rest.length / 3; v++) {
      const [x, y, z] = [moved[3 * v], moved[3 * v + 1], moved[3 * v + 2]];
      let [px, py, pz] = [0, 0, 0];
      for (let k = 0; k < 4; k++) {
        const share = shareOf[4 * v + k];
        if (share === 0) continue;
        const m = matrices[matrixOf[4 * v + k]];
        px += share * (m[0] * x + m[1] * y + m[2] * z + m[3]);
        py += share * (m[4] * x + m[5] * y + m[6] * z + m[7]);
        pz += share * (m[8] * x + m[9] * y + m[10] * z + m[11]);
      }
      placed[3 * v] = px;
      placed[3 * v + 1] = py;
      placed[3 * v + 2] = pz;
    }
    normals.fill(0);
    for (let t = 0; t < shadingCorners.length; t += 3) {
      const [i, j, k] = [shadingCorners[t], shadingCorners[t + 1], shadingCorners[t + 2]];
      const [a, b, c] = [3 * shading[i], 3 * shading[j], 3 * shading[k]];
      const [ux, uy, uz] = [placed[b] - placed[a], placed[b + 1] - placed[a + 1], placed[b + 2] - placed[a + 2]];
      const [vx, vy, vz] = [placed[c] - placed[a], placed[c + 1] - placed[a + 1], placed[c + 2] - placed[a + 2]];
      const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
      for (const corner of [3 * i, 3 * j, 3 * k]) {
        normals[corner] += nx;
        normals[corner + 1] += ny;
        normals[corner + 2] += nz;
      }
    }
    for (let v = 0; v < drawn.length; v++) {
      const [from, at] = [3 * shading[drawn[v]], 3 * v];
      const n = 3 * drawn[v];
      const size = Math.hypot(normals[n], normals[n + 1], normals[n + 2]) || 1;
      for (let k = 0; k < 3; k++) {
        drawnPositions[at + k] = placed[from + k];
        drawnNormals[at + k] = normals[n + k] / size;
      }
    }
  }

  function value(channel, frame, added = asked(frame)) {
    return held.has(channel) ? held.get(channel) : within(curves[frame * play.channels.length + channel] / 16384, added[channel]);
  }

  // Drawing: the light of Mien's own pictures.
  const canvas = element("head");
  const gl = canvas.getContext("webgl2", { antialias: true, preserveDrawingBuffer: true });
  if (!gl) {
    element("caption").textContent = "This browser draws no WebGL 2: the head cannot be shown, its curves can.";
  }
  const vertexSource = `#version 300 es
    in vec3 position; in vec3 normal; in vec4 exposure; in vec2 uv;
    uniform mat4 view; uniform float mouthOpen;
    out vec3 n; out vec3 world; out vec2 reach; out vec2 place;
    void main() {
      n = normal; world = position; place = uv;
      reach = vec2(mix(exposure.x, exposure.y, mouthOpen), mix(exposure.z, exposure.w, mouthOpen));
      gl_Position = view * vec4(position, 1.0);
    }`;
  const fragmentSource = `#version 300 es
    precision highp float;
    in vec3 n; in vec3 world; in vec2 reach; in vec2 place;
    uniform vec3 eye; uniform vec4 color; uniform vec3 wrap; uniform vec3 bleed; uniform vec4 finish; uniform float threshold;
    uniform bool textured; uniform sampler2D picture;
    uniform vec3 direction[4]; uniform vec3 light[4]; uniform vec3 sky; uniform vec3 ground;
    out vec4 pixel;
    float shine(float cosine, float facing, vec3 v, vec3 l) {
      if (cosine <= 0.0) return 0.0;
      return pow(clamp(2.0 * cosine * facing - dot(v, l), 0.0, 1.0), exp2(finish.x));
    }
    vec3 tone(vec3 c) {
      vec3 r = max(c - 0.6, 0.0) / 0.4;
      vec3 s = mix(c, 0.6 + 0.4 * r * (1.0 + r / 72.25) / (1.0 + r), step(0.6, c));
      return mix(s * 12.92, 1.055 * pow(max(s, 0.0), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, s));
    }
    void main() {
      vec3 m = normalize(n) * (gl_FrontFacing ? 1.0 : -1.0);
      vec3 v = normalize(eye - world);
      vec4 albedo = color;
      if (textured) { vec4 t = texture(picture, place); albedo *= vec4(pow(t.rgb, vec3(2.2)), t.a); }
      if (albedo.a < threshold) discard;
      float room = 1.0 + (reach.x - 1.0) * finish.w;
      vec3 diffuse = vec3(0.0);
      for (int k = 0; k < 4; k++) {
        vec3 got = max((wrap + dot(m, direction[k])) / (1.0 + wrap), 0.0) * light[k];
        diffuse += got * (k == 0 ? reach.y + bleed * (1.0 - reach.y) : vec3(k == 1 ? room : room * room));
      }
      vec3 ambient = mix(ground, sky, m.y * 0.5 + 0.5);
      diffuse += ambient * (albedo.rgb * room * (1.0 - room) + room);
      float facing = max(dot(m, v), 0.0);
      vec3 s = light[0] * shine(dot(m, direction[0]), facing, v, direction[0]) * reach.y
        + light[1] * shine(dot(m, direction[1]), facing, v, direction[1]) * room;
      s *= finish.y;
      s += sky * finish.z * pow(1.0 - facing, 4.0) * room;
      pixel = vec4(tone(albedo.rgb * diffuse + s), max(albedo.a, clamp(max(s.r, max(s.g, s.b)), 0.0, 1.0) * (1.0 - step(1.0, albedo.a))));
      if (albedo.a >= 1.0) pixel.a = 1.0;
    }`;

  let drawHead = () => {};
  if (gl) {
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertexSource], [gl.FRAGMENT_SHADER, fragmentSource]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) console.error(gl.getShaderInfoLog(shader));
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    const uniform = (name) => gl.getUniformLocation(program, name);
    const attribute = (name, data, size, type, normalised, usage) => {
      const location = gl.getAttribLocation(program, name);
      const buffer = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, usage);
      if (location >= 0) {
        gl.enableVertexAttribArray(location);
        gl.vertexAttribPointer(location, size, type, normalised, 0, 0);
      }
      return buffer;
    };
    const positionBuffer = attribute("position", drawnPositions, 3, gl.FLOAT, false, gl.DYNAMIC_DRAW);
    const normalBuffer = attribute("normal", drawnNormals, 3, gl.FLOAT, false, gl.DYNAMIC_DRAW);
    const drawnExposure = new Uint8Array(4 * drawn.length);
    drawn.forEach((vertex, v) => drawnExposure.set(exposure.subarray(4 * vertex, 4 * vertex + 4), 4 * v));
    attribute("exposure", drawnExposure, 4, gl.UNSIGNED_BYTE, true, gl.STATIC_DRAW);
    attribute("uv", coordinates.length ? coordinates : new Float32Array(2 * drawn.length), 2, gl.FLOAT, false, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, triangles, gl.STATIC_DRAW);
    const pictures = head.surfaces.map((surface) => {
      if (surface.picture == null) return null;
      const texture = gl.createTexture();
      const image = new Image();
      image.onload = () => {
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
        gl.generateMipmap(gl.TEXTURE_2D);
        dirty = true;
      };
      image.src = content.head.pictures[surface.picture];
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array([255, 255, 255, 255]));
      return texture;
    });
    gl.uniform3fv(uniform("direction"), studio.directions.flat());
    gl.uniform3fv(uniform("light"), studio.colors.flat());
    gl.uniform3fv(uniform("sky"), studio.sky);
    gl.uniform3fv(uniform("ground"), studio.ground);
    gl.enable(gl.DEPTH_TEST);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);

    drawHead = (frame) => {
      const scale = window.devicePixelRatio || 1;
      const [width, height] = [Math.max(1, Math.round(canvas.clientWidth * scale)), Math.max(1, Math.round(canvas.clientHeight * scale))];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      gl.viewport(0, 0, width, height);
      pose(frame);
      gl.bindBuffer(gl.ARRAY_BUFFER, positionBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, drawnPositions);
      gl.bindBuffer(gl.ARRAY_BUFFER, normalBuffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, drawnNormals);
      const { matrix, eye } = viewMatrix(width / height);
      gl.uniformMatrix4fv(uniform("view"), false, matrix);
      gl.uniform3fv(uniform("eye"), eye);
      const jaw = play.channels.findIndex((channel) => channel.name === "jawOpen");
      gl.uniform1f(uniform("mouthOpen"), jaw < 0 ? 0 : Math.max(0, Math.min(1, 1.25 * value(jaw, frame))));
      gl.clearColor(0.286, 0.31, 0.345, 1);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      for (const blended of [false, true]) {
        blended ? gl.enable(gl.BLEND) : gl.disable(gl.BLEND);
        for (const group of head.groups) {
          const surface = head.surfaces[group.surface];
          if (surface.isBlended !== blended) continue;
          surface.isDoubleSided ? gl.disable(gl.CULL_FACE) : gl.enable(gl.CULL_FACE);
          gl.uniform4fv(uniform("color"), surface.color);
          gl.uniform3fv(uniform("wrap"), surface.wrap);
          gl.uniform3fv(uniform("bleed"), surface.bleed);
          gl.uniform4f(uniform("finish"), surface.sharpness, surface.highlight, surface.sheen, surface.occlusionShare);
          gl.uniform1f(uniform("threshold"), surface.threshold);
          gl.uniform1i(uniform("textured"), surface.picture == null ? 0 : 1);
          if (surface.picture != null) gl.bindTexture(gl.TEXTURE_2D, pictures[group.surface]);
          gl.drawElements(gl.TRIANGLES, group.count, gl.UNSIGNED_INT, 4 * group.first);
        }
      }
    };
  }

  let [yaw, pitch, nearness] = [0, 0, 1];

  function viewMatrix(aspect) {
    const [bx, by, bz] = camera.backward;
    const turn = Math.atan2(bx, bz) + yaw;
    const slope = Math.max(-1.2, Math.min(1.2, Math.asin(by) + pitch));
    const back = [Math.sin(turn) * Math.cos(slope), Math.sin(slope), Math.cos(turn) * Math.cos(slope)];
    const right = [back[2], 0, -back[0]];
    const length = Math.hypot(...right);
    right.forEach((_, k) => (right[k] /= length));
    const up = [back[1] * right[2] - back[2] * right[1], back[2] * right[0] - back[0] * right[2], back[0] * right[1] - back[1] * right[0]];
    const distance = camera.distance * nearness * Math.max(1, 1 / aspect);
    const eye = camera.target.map((value, k) => value + back[k] * distance);
    const dot = (axis) => axis[0] * eye[0] + axis[1] * eye[1] + axis[2] * eye[2];
    const focal = 1 / Math.tan(camera.halfAngle);
    const [near, far] = [distance * 0.05, distance * 6];
    const [p, q] = [-(far + near) / (far - near), (-2 * far * near) / (far - near)];
    const rows = [
      [...right.map((a) => (a * focal) / aspect), (-dot(right) * focal) / aspect], [...up.map((a) => a * focal), -dot(up) * focal],
      [...back.map((a) => a * p), -dot(back) * p + q], [...back.map((a) => -a), dot(back)],
    ];
    return { matrix: new Float32Array([0, 1, 2, 3].flatMap((c) => rows.map((row) => row[c]))), eye };
  }

  // Time.
  const sound = element("sound");
  if (content.audio) sound.src = content.audio;
  let [time, isPlaying, started, dirty] = [0, false, 0, true];
  const frameAt = (seconds) => Math.max(0, Math.min(play.frameCount - 1, Math.floor(seconds * play.framesPerSecond + 1e-6)));

  function seek(seconds) {
    time = Math.max(0, Math.min(content.duration, seconds));
    if (content.audio) sound.currentTime = time;
    started = window.performance.now() / 1000 - time;
    dirty = true;
  }

  async function toggle() {
    isPlaying = !isPlaying;
    if (isPlaying && time >= content.duration - 0.02) seek(0);
    element("play").textContent = isPlaying ? "❚❚" : "▶";
    started = window.performance.now() / 1000 - time;
    if (!content.audio) return;
    try {
      isPlaying ? await sound.play() : sound.pause();
    } catch {
      // Without sound the clock still runs.
    }
  }

  // Curves.
  const plot = element("curves");
  const colors = ["#e69f00", "#56b4e9", "#2fbf8f", "#f0e442", "#4f8fe0", "#e8703a", "#cc79a7", "#b8bec7"];
  const waveform = new Uint8Array(bytes(notes.waveform));
  const shown = play.channels.map((_, channel) => channel).filter((channel) => {
    for (let f = 0; f < play.frameCount; f++) if (Math.abs(curves[f * play.channels.length + channel]) > 1600) return true;
    return false;
  });
  let background = null;

  function drawCurves() {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [plot.clientWidth, plot.clientHeight];
    const context = plot.getContext("2d");
    if (plot.width !== Math.round(width * scale) || plot.height !== Math.round(height * scale) || !background) {
      [plot.width, plot.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
      background = drawBackground(width, height, scale);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(background, 0, 0);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect((time / content.duration) * width - 1, 0, 2, height);
  }

  function drawBackground(width, height, scale) {
    const layer = document.createElement("canvas");
    [layer.width, layer.height] = [plot.width, plot.height];
    const context = layer.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = "#272c34";
    context.fillRect(0, 0, width, height);
    const x = (seconds) => (seconds / content.duration) * width;
    context.fillStyle = "#6f8fb566";
    waveform.forEach((peak, k) => {
      const tall = (peak / 255) * (height - 34);
      context.fillRect(x(k * notes.waveformStep), (height - 18 - tall) / 2, Math.max(1, x(notes.waveformStep)), tall);
    });
    shown.forEach((channel, number) => {
      context.strokeStyle = colors[number % colors.length];
      context.lineWidth = 1;
      context.beginPath();
      for (let f = 0; f < play.frameCount; f++) {
        const level = height - 22 - (curves[f * play.channels.length + channel] / 16384) * (height - 30);
        context.lineTo(x(f / play.framesPerSecond), level);
      }
      context.stroke();
    });
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "center";
    for (const { start, end, label } of notes.phones) {
      context.fillStyle = "#3a424d";
      context.fillRect(x(start), height - 18, Math.max(1, x(end) - x(start) - 1), 18);
      context.fillStyle = "#d7dce2";
      if (x(end) - x(start) > 7) context.fillText(label, (x(start) + x(end)) / 2, height - 5);
    }
    return layer;
  }

  // Sliders.
  const rows = play.channels.map((channel, number) => {
    const label = document.createElement("label");
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 1, step: 0.01, value: 0, name: channel.name });
    label.append(channel.name, slider);
    slider.addEventListener("input", () => {
      held.set(number, Number(slider.value));
      label.classList.add("held");
      dirty = true;
    });
    label.addEventListener("dblclick", () => release(number));
    element("sliders").append(label);
    return { label, slider };
  });

  // Layers of acting: 0 leaves one out, 1 is the line's own, 2 twice as much.
  const amounts = layers.map((layer) => {
    const label = document.createElement("label");
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 2, step: 0.05, value: 1, name: layer.name });
    label.append(layer.name, slider);
    const take = (amount) => {
      slider.value = layer.amount = amount;
      label.classList.toggle("held", amount !== 1);
      dirty = true;
    };
    slider.addEventListener("input", () => take(Number(slider.value)));
    label.addEventListener("dblclick", () => take(1));
    element("layers").append(label);
    return take;
  });

  function release(number) {
    held.delete(number);
    rows[number].label.classList.remove("held");
    dirty = true;
  }

  element("name").textContent = content.name;
  document.title = content.name + " · Mien";
  element("reset").addEventListener("click", () => {
    rows.forEach((_, number) => release(number));
    amounts.forEach((take) => take(1));
  });
  element("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    rows.forEach(({ label, slider }) => (label.style.display = slider.name.toLowerCase().includes(wanted) ? "" : "none"));
  });
  element("play").addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input")) return;
    if (event.key === " ") toggle();
    else if (event.key === "ArrowLeft") seek(time - 1 / play.framesPerSecond);
    else if (event.key === "ArrowRight") seek(time + 1 / play.framesPerSecond);
    else return;
    event.preventDefault();
  });
  const drag = (target, move) => {
    target.addEventListener("pointerdown", (event) => {
      target.setPointerCapture(event.pointerId);
      move(event, true);
    });
    target.addEventListener("pointermove", (event) => target.hasPointerCapture(event.pointerId) && move(event, false));
  };
  drag(plot, (event) => seek((event.offsetX / plot.clientWidth) * content.duration));
  drag(canvas, (event, isFirst) => {
    if (isFirst) return;
    yaw -= event.movementX * 0.008;
    pitch += event.movementY * 0.008;
    dirty = true;
  });
  canvas.addEventListener("wheel", (event) => {
    nearness = Math.max(0.25, Math.min(3, nearness * Math.exp(event.deltaY * 0.001)));
    dirty = true;
    event.preventDefault();
  }, { passive: false });
  window.addEventListener("resize", () => (dirty = true));

  function tick() {
    if (isPlaying) {
      time = content.audio && !sound.paused ? sound.currentTime : window.performance.now() / 1000 - started;
      if (time >= content.duration || (content.audio && sound.ended)) {
        time = content.duration;
        if (isPlaying) toggle();
      }
      dirty = true;
    }
    if (dirty) {
      dirty = false;
      const frame = frameAt(time);
      drawHead(frame);
      drawCurves();
      element("clock").textContent = time.toFixed(2) + " s";
      const at = (list) => list.find(({ start, end }) => start <= time && time < end);
      element("caption").textContent = gl ? (at(notes.words) || at(notes.phones) || { label: "" }).label : element("caption").textContent;
      const added = asked(frame);
      rows.forEach(({ slider }, number) => held.has(number) || (slider.value = value(number, frame, added)));
    }
    window.requestAnimationFrame(tick);
  }
  const weight = (name, seconds) => value(play.channels.findIndex((channel) => channel.name === name), frameAt(seconds));
  window.mien = { seek, value: weight, get time() { return time; }, get isPlaying() { return isPlaying; }, get frame() { return frameAt(time); } };
  tick();
})();
