import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/papaparse/papaparse.js
var require_papaparse = __commonJS({
  "node_modules/papaparse/papaparse.js"(exports, module) {
    (function(root, factory) {
      if (typeof define === "function" && define.amd) {
        define([], factory);
      } else if (typeof module === "object" && typeof exports !== "undefined") {
        module.exports = factory();
      } else {
        root.Papa = factory();
      }
    })(exports, function moduleFactory() {
      "use strict";
      var global = (function() {
        if (typeof self !== "undefined") {
          return self;
        }
        if (typeof window !== "undefined") {
          return window;
        }
        if (typeof global !== "undefined") {
          return global;
        }
        return {};
      })();
      function getWorkerBlob() {
        var URL = global.URL || global.webkitURL || null;
        var code = moduleFactory.toString();
        return Papa2.BLOB_URL || (Papa2.BLOB_URL = URL.createObjectURL(new Blob(["var global = (function() { if (typeof self !== 'undefined') { return self; } if (typeof window !== 'undefined') { return window; } if (typeof global !== 'undefined') { return global; } return {}; })(); global.IS_PAPA_WORKER=true; ", "(", code, ")();"], { type: "text/javascript" })));
      }
      var IS_WORKER = !global.document && !!global.postMessage, IS_PAPA_WORKER = global.IS_PAPA_WORKER || false;
      var workers = {}, workerIdCounter = 0;
      var Papa2 = {};
      Papa2.parse = CsvToJson;
      Papa2.unparse = JsonToCsv;
      Papa2.RECORD_SEP = String.fromCharCode(30);
      Papa2.UNIT_SEP = String.fromCharCode(31);
      Papa2.BYTE_ORDER_MARK = "\uFEFF";
      Papa2.BAD_DELIMITERS = ["\r", "\n", '"', Papa2.BYTE_ORDER_MARK];
      Papa2.WORKERS_SUPPORTED = !IS_WORKER && !!global.Worker;
      Papa2.NODE_STREAM_INPUT = 1;
      Papa2.LocalChunkSize = 1024 * 1024 * 10;
      Papa2.RemoteChunkSize = 1024 * 1024 * 5;
      Papa2.DefaultDelimiter = ",";
      Papa2.Parser = Parser;
      Papa2.ParserHandle = ParserHandle;
      Papa2.NetworkStreamer = NetworkStreamer;
      Papa2.FileStreamer = FileStreamer;
      Papa2.StringStreamer = StringStreamer;
      Papa2.ReadableStreamStreamer = ReadableStreamStreamer;
      if (typeof PAPA_BROWSER_CONTEXT === "undefined") {
        Papa2.DuplexStreamStreamer = DuplexStreamStreamer;
      }
      if (IS_PAPA_WORKER) {
        global.onmessage = workerThreadReceivedMessage;
      }
      function stripBom(string) {
        if (string.charCodeAt(0) === 65279) {
          return string.slice(1);
        }
        return string;
      }
      function CsvToJson(_input, _config) {
        _config = _config || {};
        var dynamicTyping = _config.dynamicTyping || false;
        if (isFunction(dynamicTyping)) {
          _config.dynamicTypingFunction = dynamicTyping;
          dynamicTyping = {};
        }
        _config.dynamicTyping = dynamicTyping;
        _config.transform = isFunction(_config.transform) ? _config.transform : false;
        if (_config.downloadTimeout !== void 0) {
          var downloadTimeout = parseInt(_config.downloadTimeout);
          if (isNaN(downloadTimeout)) {
            throw new Error("Config downloadTimeout value (" + _config.downloadTimeout + ") not parsable by parseInt(val).");
          }
          _config.downloadTimeout = downloadTimeout;
        }
        if (_config.worker && Papa2.WORKERS_SUPPORTED) {
          var w = newWorker();
          w.userStep = _config.step;
          w.userChunk = _config.chunk;
          w.userComplete = _config.complete;
          w.userError = _config.error;
          _config.step = isFunction(_config.step);
          _config.chunk = isFunction(_config.chunk);
          _config.complete = isFunction(_config.complete);
          _config.error = isFunction(_config.error);
          delete _config.worker;
          w.postMessage({
            input: _input,
            config: _config,
            workerId: w.id
          });
          return;
        }
        var streamer = null;
        if (_input === Papa2.NODE_STREAM_INPUT && typeof PAPA_BROWSER_CONTEXT === "undefined") {
          streamer = new DuplexStreamStreamer(_config);
          return streamer.getStream();
        } else if (typeof _input === "string") {
          _input = stripBom(_input);
          if (_config.download)
            streamer = new NetworkStreamer(_config);
          else
            streamer = new StringStreamer(_config);
        } else if (_input.readable === true && isFunction(_input.read) && isFunction(_input.on)) {
          streamer = new ReadableStreamStreamer(_config);
        } else if (global.File && _input instanceof File || _input instanceof Object)
          streamer = new FileStreamer(_config);
        return streamer.stream(_input);
      }
      function JsonToCsv(_input, _config) {
        var _quotes = false;
        var _writeHeader = true;
        var _delimiter = ",";
        var _newline = "\r\n";
        var _quoteChar = '"';
        var _escapedQuote = _quoteChar + _quoteChar;
        var _skipEmptyLines = false;
        var _columns = null;
        var _escapeFormulae = false;
        unpackConfig();
        var quoteCharRegex = new RegExp(escapeRegExp(_quoteChar), "g");
        if (typeof _input === "string")
          _input = JSON.parse(_input);
        if (Array.isArray(_input)) {
          if (!_input.length)
            return serialize(_columns, _input, _skipEmptyLines);
          else if (Array.isArray(_input[0]))
            return serialize(null, _input, _skipEmptyLines);
          else if (typeof _input[0] === "object")
            return serialize(_columns || Object.keys(_input[0]), _input, _skipEmptyLines);
        } else if (typeof _input === "object") {
          if (typeof _input.data === "string")
            _input.data = JSON.parse(_input.data);
          if (Array.isArray(_input.data)) {
            if (!_input.fields)
              _input.fields = _input.meta && _input.meta.fields || _columns;
            if (!_input.fields)
              _input.fields = Array.isArray(_input.data[0]) ? _input.fields : typeof _input.data[0] === "object" ? Object.keys(_input.data[0]) : [];
            if (!Array.isArray(_input.data[0]) && typeof _input.data[0] !== "object")
              _input.data = [_input.data];
          }
          return serialize(_input.fields || [], _input.data || [], _skipEmptyLines);
        }
        throw new Error("Unable to serialize unrecognized input");
        function unpackConfig() {
          if (typeof _config !== "object")
            return;
          if (typeof _config.delimiter === "string" && !Papa2.BAD_DELIMITERS.filter(function(value) {
            return _config.delimiter.indexOf(value) !== -1;
          }).length) {
            _delimiter = _config.delimiter;
          }
          if (typeof _config.quotes === "boolean" || typeof _config.quotes === "function" || Array.isArray(_config.quotes))
            _quotes = _config.quotes;
          if (typeof _config.skipEmptyLines === "boolean" || typeof _config.skipEmptyLines === "string")
            _skipEmptyLines = _config.skipEmptyLines;
          if (typeof _config.newline === "string")
            _newline = _config.newline;
          if (typeof _config.quoteChar === "string") {
            _quoteChar = _config.quoteChar;
            _escapedQuote = _quoteChar + _quoteChar;
          }
          if (typeof _config.header === "boolean")
            _writeHeader = _config.header;
          if (Array.isArray(_config.columns)) {
            if (_config.columns.length === 0) throw new Error("Option columns is empty");
            _columns = _config.columns;
          }
          if (_config.escapeChar !== void 0) {
            _escapedQuote = _config.escapeChar + _quoteChar;
          }
          if (_config.escapeFormulae instanceof RegExp) {
            _escapeFormulae = _config.escapeFormulae;
          } else if (typeof _config.escapeFormulae === "boolean" && _config.escapeFormulae) {
            _escapeFormulae = /^[=+\-@\t\r].*$/;
          }
        }
        function serialize(fields, data, skipEmptyLines) {
          var csv = "";
          if (typeof fields === "string")
            fields = JSON.parse(fields);
          if (typeof data === "string")
            data = JSON.parse(data);
          var hasHeader = Array.isArray(fields) && fields.length > 0;
          var dataKeyedByField = !Array.isArray(data[0]);
          if (hasHeader && _writeHeader) {
            for (var i = 0; i < fields.length; i++) {
              if (i > 0)
                csv += _delimiter;
              csv += safe(fields[i], i);
            }
            if (data.length > 0)
              csv += _newline;
          }
          for (var row = 0; row < data.length; row++) {
            var maxCol = hasHeader ? fields.length : data[row].length;
            var emptyLine = false;
            var nullLine = hasHeader ? Object.keys(data[row]).length === 0 : data[row].length === 0;
            if (skipEmptyLines && !hasHeader) {
              emptyLine = skipEmptyLines === "greedy" ? data[row].join("").trim() === "" : data[row].length === 1 && (data[row][0] === null || data[row][0] === void 0 || data[row][0].length === 0);
            }
            if (skipEmptyLines === "greedy" && hasHeader) {
              var line = [];
              for (var c = 0; c < maxCol; c++) {
                var cx = dataKeyedByField ? fields[c] : c;
                line.push(data[row][cx]);
              }
              emptyLine = line.join("").trim() === "";
            }
            if (!emptyLine) {
              for (var col = 0; col < maxCol; col++) {
                if (col > 0 && !nullLine)
                  csv += _delimiter;
                var colIdx = hasHeader && dataKeyedByField ? fields[col] : col;
                csv += safe(data[row][colIdx], col);
              }
              if (row < data.length - 1 && (!skipEmptyLines || maxCol > 0 && !nullLine)) {
                csv += _newline;
              }
            }
          }
          return csv;
        }
        function safe(str, col) {
          if (typeof str === "undefined" || str === null)
            return "";
          if (str.constructor === Date) {
            if (isNaN(str.getTime()))
              return "";
            return str.toISOString();
          }
          var needsQuotes = false;
          var strValue = str.toString();
          if (_escapeFormulae && typeof str !== "number" && typeof str !== "bigint" && typeof str !== "boolean" && _escapeFormulae.test(strValue)) {
            strValue = "'" + strValue;
            str = strValue;
            needsQuotes = true;
          }
          var escapedQuoteStr = strValue.replace(quoteCharRegex, _escapedQuote);
          needsQuotes = needsQuotes || _quotes === true || typeof _quotes === "function" && _quotes(str, col) || Array.isArray(_quotes) && _quotes[col] || hasAny(escapedQuoteStr, Papa2.BAD_DELIMITERS) || escapedQuoteStr.indexOf(_delimiter) > -1 || strValue.indexOf(_quoteChar) > -1 || escapedQuoteStr.charAt(0) === " " || escapedQuoteStr.charAt(escapedQuoteStr.length - 1) === " ";
          return needsQuotes ? _quoteChar + escapedQuoteStr + _quoteChar : escapedQuoteStr;
        }
        function hasAny(str, substrings) {
          for (var i = 0; i < substrings.length; i++)
            if (str.indexOf(substrings[i]) > -1)
              return true;
          return false;
        }
      }
      function ChunkStreamer(config) {
        this._handle = null;
        this._finished = false;
        this._completed = false;
        this._halted = false;
        this._input = null;
        this._baseIndex = 0;
        this._partialLine = "";
        this._rowCount = 0;
        this._start = 0;
        this._nextChunk = null;
        this.isFirstChunk = true;
        this._completeResults = {
          data: [],
          errors: [],
          meta: {}
        };
        replaceConfig.call(this, config);
        this.parseChunk = function(chunk, isFakeChunk) {
          const skipFirstNLines = parseInt(this._config.skipFirstNLines) || 0;
          if (this.isFirstChunk && skipFirstNLines > 0) {
            let _newline = this._config.newline;
            if (!_newline) {
              const quoteChar = this._config.quoteChar || '"';
              _newline = this._handle.guessLineEndings(chunk, quoteChar);
            }
            const splitChunk = chunk.split(_newline);
            chunk = [...splitChunk.slice(skipFirstNLines)].join(_newline);
          }
          if (this.isFirstChunk && isFunction(this._config.beforeFirstChunk)) {
            var modifiedChunk = this._config.beforeFirstChunk(chunk);
            if (modifiedChunk !== void 0)
              chunk = modifiedChunk;
          }
          this.isFirstChunk = false;
          this._halted = false;
          var aggregate = this._partialLine + chunk;
          this._partialLine = "";
          var results = this._handle.parse(aggregate, this._baseIndex, !this._finished);
          if (this._handle.paused() || this._handle.aborted()) {
            this._halted = true;
            return;
          }
          var lastIndex = results.meta.cursor;
          if (!this._finished) {
            this._partialLine = aggregate.substring(lastIndex - this._baseIndex);
            this._baseIndex = lastIndex;
          }
          if (results && results.data)
            this._rowCount += results.data.length;
          var finishedIncludingPreview = this._finished || this._config.preview && this._rowCount >= this._config.preview;
          if (IS_PAPA_WORKER) {
            global.postMessage({
              results,
              workerId: Papa2.WORKER_ID,
              finished: finishedIncludingPreview
            });
          } else if (isFunction(this._config.chunk) && !isFakeChunk) {
            this._config.chunk(results, this._handle);
            if (this._handle.paused() || this._handle.aborted()) {
              this._halted = true;
              return;
            }
            results = void 0;
            this._completeResults = void 0;
          }
          if (!this._config.step && !this._config.chunk) {
            this._completeResults.data = this._completeResults.data.concat(results.data);
            this._completeResults.errors = this._completeResults.errors.concat(results.errors);
            this._completeResults.meta = results.meta;
          }
          if (!this._completed && finishedIncludingPreview && isFunction(this._config.complete) && (!results || !results.meta.aborted)) {
            this._config.complete(this._completeResults, this._input);
            this._completed = true;
          }
          if (!finishedIncludingPreview && (!results || !results.meta.paused))
            this._nextChunk();
          return results;
        };
        this._sendError = function(error) {
          if (isFunction(this._config.error))
            this._config.error(error);
          else if (IS_PAPA_WORKER && this._config.error) {
            global.postMessage({
              workerId: Papa2.WORKER_ID,
              error,
              finished: false
            });
          }
        };
        function replaceConfig(config2) {
          var configCopy = copy(config2);
          configCopy.chunkSize = parseInt(configCopy.chunkSize);
          if (!config2.step && !config2.chunk)
            configCopy.chunkSize = null;
          this._handle = new ParserHandle(configCopy);
          this._handle.streamer = this;
          this._config = configCopy;
        }
      }
      function NetworkStreamer(config) {
        config = config || {};
        if (!config.chunkSize)
          config.chunkSize = Papa2.RemoteChunkSize;
        ChunkStreamer.call(this, config);
        var xhr;
        if (IS_WORKER) {
          this._nextChunk = function() {
            this._readChunk();
            this._chunkLoaded();
          };
        } else {
          this._nextChunk = function() {
            this._readChunk();
          };
        }
        this.stream = function(url) {
          this._input = url;
          this._nextChunk();
        };
        this._readChunk = function() {
          if (this._finished) {
            this._chunkLoaded();
            return;
          }
          xhr = new XMLHttpRequest();
          if (this._config.withCredentials) {
            xhr.withCredentials = this._config.withCredentials;
          }
          if (!IS_WORKER) {
            xhr.onload = bindFunction(this._chunkLoaded, this);
            xhr.onerror = bindFunction(this._chunkError, this);
          }
          xhr.ontimeout = bindFunction(this._chunkTimeout, this);
          xhr.open(this._config.downloadRequestBody ? "POST" : "GET", this._input, !IS_WORKER);
          if (this._config.downloadTimeout && !IS_WORKER) {
            xhr.timeout = this._config.downloadTimeout;
          }
          if (this._config.downloadRequestHeaders) {
            var headers = this._config.downloadRequestHeaders;
            for (var headerName in headers) {
              xhr.setRequestHeader(headerName, headers[headerName]);
            }
          }
          if (this._config.chunkSize) {
            var end = this._start + this._config.chunkSize - 1;
            xhr.setRequestHeader("Range", "bytes=" + this._start + "-" + end);
          }
          try {
            xhr.send(this._config.downloadRequestBody);
          } catch (err) {
            this._chunkError(err.message);
          }
          if (IS_WORKER && xhr.status === 0)
            this._chunkError();
        };
        this._chunkLoaded = function() {
          if (xhr.readyState !== 4)
            return;
          if (xhr.status < 200 || xhr.status >= 400) {
            this._chunkError();
            return;
          }
          this._start += this._config.chunkSize ? this._config.chunkSize : xhr.responseText.length;
          this._finished = !this._config.chunkSize || this._start >= getFileSize(xhr);
          this.parseChunk(xhr.responseText);
        };
        this._chunkError = function(errorMessage) {
          var errorText = xhr.statusText || errorMessage;
          this._sendError(new Error(errorText));
        };
        this._chunkTimeout = function() {
          this._chunkError("Request timed out after " + this._config.downloadTimeout + "ms");
        };
        function getFileSize(xhr2) {
          var contentRange = xhr2.getResponseHeader("Content-Range");
          if (contentRange === null) {
            return -1;
          }
          return parseInt(contentRange.substring(contentRange.lastIndexOf("/") + 1));
        }
      }
      NetworkStreamer.prototype = Object.create(ChunkStreamer.prototype);
      NetworkStreamer.prototype.constructor = NetworkStreamer;
      function FileStreamer(config) {
        config = config || {};
        if (!config.chunkSize)
          config.chunkSize = Papa2.LocalChunkSize;
        ChunkStreamer.call(this, config);
        var reader, slice;
        var usingAsyncReader = typeof FileReader !== "undefined";
        this.stream = function(file) {
          this._input = file;
          slice = file.slice || file.webkitSlice || file.mozSlice;
          if (usingAsyncReader) {
            reader = new FileReader();
            reader.onload = bindFunction(this._chunkLoaded, this);
            reader.onerror = bindFunction(this._chunkError, this);
          } else
            reader = new FileReaderSync();
          this._nextChunk();
        };
        this._nextChunk = function() {
          if (!this._finished && (!this._config.preview || this._rowCount < this._config.preview))
            this._readChunk();
        };
        this._readChunk = function() {
          var input = this._input;
          if (this._config.chunkSize) {
            var end = Math.min(this._start + this._config.chunkSize, this._input.size);
            input = slice.call(input, this._start, end);
          }
          var txt = reader.readAsText(input, this._config.encoding);
          if (!usingAsyncReader)
            this._chunkLoaded({ target: { result: txt } });
        };
        this._chunkLoaded = function(event) {
          this._start += this._config.chunkSize;
          this._finished = !this._config.chunkSize || this._start >= this._input.size;
          this.parseChunk(event.target.result);
        };
        this._chunkError = function() {
          this._sendError(reader.error);
        };
      }
      FileStreamer.prototype = Object.create(ChunkStreamer.prototype);
      FileStreamer.prototype.constructor = FileStreamer;
      function StringStreamer(config) {
        config = config || {};
        ChunkStreamer.call(this, config);
        var remaining;
        this.stream = function(s) {
          remaining = s;
          return this._nextChunk();
        };
        this._nextChunk = function() {
          if (this._finished) return;
          var size = this._config.chunkSize;
          var chunk;
          if (size) {
            chunk = remaining.substring(0, size);
            remaining = remaining.substring(size);
          } else {
            chunk = remaining;
            remaining = "";
          }
          this._finished = !remaining;
          return this.parseChunk(chunk);
        };
      }
      StringStreamer.prototype = Object.create(StringStreamer.prototype);
      StringStreamer.prototype.constructor = StringStreamer;
      function ReadableStreamStreamer(config) {
        config = config || {};
        ChunkStreamer.call(this, config);
        var queue = [];
        var parseOnData = true;
        var streamHasEnded = false;
        this.pause = function() {
          ChunkStreamer.prototype.pause.apply(this, arguments);
          this._input.pause();
        };
        this.resume = function() {
          ChunkStreamer.prototype.resume.apply(this, arguments);
          this._input.resume();
        };
        this.stream = function(stream) {
          this._input = stream;
          this._input.on("data", this._streamData);
          this._input.on("end", this._streamEnd);
          this._input.on("error", this._streamError);
        };
        this._checkIsFinished = function() {
          if (streamHasEnded && queue.length === 1) {
            this._finished = true;
          }
        };
        this._nextChunk = function() {
          this._checkIsFinished();
          if (queue.length) {
            this.parseChunk(queue.shift());
          } else {
            parseOnData = true;
          }
        };
        this._streamData = bindFunction(function(chunk) {
          try {
            queue.push(typeof chunk === "string" ? chunk : chunk.toString(this._config.encoding));
            if (parseOnData) {
              parseOnData = false;
              this._checkIsFinished();
              this.parseChunk(queue.shift());
            }
          } catch (error) {
            this._streamError(error);
          }
        }, this);
        this._streamError = bindFunction(function(error) {
          this._streamCleanUp();
          this._sendError(error);
        }, this);
        this._streamEnd = bindFunction(function() {
          this._streamCleanUp();
          streamHasEnded = true;
          this._streamData("");
        }, this);
        this._streamCleanUp = bindFunction(function() {
          this._input.removeListener("data", this._streamData);
          this._input.removeListener("end", this._streamEnd);
          this._input.removeListener("error", this._streamError);
        }, this);
      }
      ReadableStreamStreamer.prototype = Object.create(ChunkStreamer.prototype);
      ReadableStreamStreamer.prototype.constructor = ReadableStreamStreamer;
      function DuplexStreamStreamer(_config) {
        var Duplex = __require("stream").Duplex;
        var config = copy(_config);
        var parseOnWrite = true;
        var writeStreamHasFinished = false;
        var parseCallbackQueue = [];
        var stream = null;
        this._onCsvData = function(results) {
          var data = results.data;
          if (!stream.push(data) && !this._handle.paused()) {
            this._handle.pause();
          }
        };
        this._onCsvComplete = function() {
          stream.push(null);
        };
        config.step = bindFunction(this._onCsvData, this);
        config.complete = bindFunction(this._onCsvComplete, this);
        ChunkStreamer.call(this, config);
        this._nextChunk = function() {
          if (writeStreamHasFinished && parseCallbackQueue.length === 1) {
            this._finished = true;
          }
          if (parseCallbackQueue.length) {
            parseCallbackQueue.shift()();
          } else {
            parseOnWrite = true;
          }
        };
        this._addToParseQueue = function(chunk, callback) {
          parseCallbackQueue.push(bindFunction(function() {
            this.parseChunk(typeof chunk === "string" ? chunk : chunk.toString(config.encoding));
            if (isFunction(callback)) {
              return callback();
            }
          }, this));
          if (parseOnWrite) {
            parseOnWrite = false;
            this._nextChunk();
          }
        };
        this._onRead = function() {
          if (this._handle.paused()) {
            this._handle.resume();
          }
        };
        this._onWrite = function(chunk, encoding, callback) {
          this._addToParseQueue(chunk, callback);
        };
        this._onWriteComplete = function() {
          writeStreamHasFinished = true;
          this._addToParseQueue("");
        };
        this.getStream = function() {
          return stream;
        };
        stream = new Duplex({
          readableObjectMode: true,
          decodeStrings: false,
          read: bindFunction(this._onRead, this),
          write: bindFunction(this._onWrite, this)
        });
        stream.once("finish", bindFunction(this._onWriteComplete, this));
      }
      if (typeof PAPA_BROWSER_CONTEXT === "undefined") {
        DuplexStreamStreamer.prototype = Object.create(ChunkStreamer.prototype);
        DuplexStreamStreamer.prototype.constructor = DuplexStreamStreamer;
      }
      function ParserHandle(_config) {
        var MAX_FLOAT = Math.pow(2, 53);
        var MIN_FLOAT = -MAX_FLOAT;
        var FLOAT = /^\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*$/;
        var ISO_DATE = /^((\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d+([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z))|(\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d([+-][0-2]\d:[0-5]\d|Z)))$/;
        var self2 = this;
        var _stepCounter = 0;
        var _rowCounter = 0;
        var _input;
        var _parser;
        var _paused = false;
        var _aborted = false;
        var _delimiterError;
        var _fields = [];
        var _results = {
          // The last results returned from the parser
          data: [],
          errors: [],
          meta: {}
        };
        if (isFunction(_config.step)) {
          var userStep = _config.step;
          _config.step = function(results) {
            _results = results;
            if (needsHeaderRow())
              processResults();
            else {
              processResults();
              if (_results.data.length === 0)
                return;
              _stepCounter += results.data.length;
              if (_config.preview && _stepCounter > _config.preview)
                _parser.abort();
              else {
                _results.data = _results.data[0];
                userStep(_results, self2);
              }
            }
          };
        }
        this.parse = function(input, baseIndex, ignoreLastRow) {
          var quoteChar = _config.quoteChar || '"';
          if (!_config.newline)
            _config.newline = this.guessLineEndings(input, quoteChar);
          _delimiterError = false;
          if (!_config.delimiter) {
            var delimGuess = guessDelimiter(input, _config.newline, _config.skipEmptyLines, _config.comments, _config.delimitersToGuess);
            if (delimGuess.successful)
              _config.delimiter = delimGuess.bestDelimiter;
            else {
              _delimiterError = true;
              _config.delimiter = Papa2.DefaultDelimiter;
            }
            _results.meta.delimiter = _config.delimiter;
          } else if (isFunction(_config.delimiter)) {
            _config.delimiter = _config.delimiter(input);
            _results.meta.delimiter = _config.delimiter;
          }
          var parserConfig = copy(_config);
          parserConfig.header = needsHeaderRow();
          if (_config.preview && _config.header)
            parserConfig.preview++;
          _input = input;
          _parser = new Parser(parserConfig);
          _results = _parser.parse(_input, baseIndex, ignoreLastRow);
          processResults();
          return _paused ? { meta: { paused: true } } : _results || { meta: { paused: false } };
        };
        this.paused = function() {
          return _paused;
        };
        this.pause = function() {
          _paused = true;
          _parser.abort();
          _input = isFunction(_config.chunk) ? "" : _input.substring(_parser.getCharIndex());
        };
        this.resume = function() {
          if (self2.streamer._halted) {
            _paused = false;
            self2.streamer.parseChunk(_input, true);
          } else {
            setTimeout(self2.resume, 3);
          }
        };
        this.aborted = function() {
          return _aborted;
        };
        this.abort = function() {
          _aborted = true;
          _parser.abort();
          _results.meta.aborted = true;
          if (isFunction(_config.complete))
            _config.complete(_results);
          _input = "";
        };
        this.guessLineEndings = function(input, quoteChar) {
          input = input.substring(0, 1024 * 1024);
          var re = new RegExp(escapeRegExp(quoteChar) + "([^]*?)" + escapeRegExp(quoteChar), "gm");
          input = input.replace(re, "");
          var r = input.split("\r");
          var n = input.split("\n");
          var nAppearsFirst = n.length > 1 && n[0].length < r[0].length;
          if (r.length === 1 || nAppearsFirst)
            return "\n";
          var numWithN = 0;
          for (var i = 0; i < r.length; i++) {
            if (r[i][0] === "\n")
              numWithN++;
          }
          return numWithN >= r.length / 2 ? "\r\n" : "\r";
        };
        function testEmptyLine(s) {
          return _config.skipEmptyLines === "greedy" ? s.join("").trim() === "" : s.length === 1 && s[0].length === 0;
        }
        function testFloat(s) {
          if (FLOAT.test(s)) {
            var floatValue = parseFloat(s);
            if (floatValue > MIN_FLOAT && floatValue < MAX_FLOAT) {
              return true;
            }
          }
          return false;
        }
        function processResults() {
          if (_results && _delimiterError) {
            addError("Delimiter", "UndetectableDelimiter", "Unable to auto-detect delimiting character; defaulted to '" + Papa2.DefaultDelimiter + "'");
            _delimiterError = false;
          }
          if (_config.skipEmptyLines) {
            _results.data = _results.data.filter(function(d) {
              return !testEmptyLine(d);
            });
          }
          if (needsHeaderRow())
            fillHeaderFields();
          return applyHeaderAndDynamicTypingAndTransformation();
        }
        function needsHeaderRow() {
          return _config.header && _fields.length === 0;
        }
        function fillHeaderFields() {
          if (!_results)
            return;
          function addHeader(header) {
            _fields.push(header);
          }
          if (Array.isArray(_results.data[0])) {
            for (var i = 0; needsHeaderRow() && i < _results.data.length; i++)
              _results.data[i].forEach(addHeader);
            _results.data.splice(0, 1);
          } else
            _results.data.forEach(addHeader);
        }
        function shouldApplyDynamicTyping(field) {
          if (_config.dynamicTypingFunction && _config.dynamicTyping[field] === void 0) {
            _config.dynamicTyping[field] = _config.dynamicTypingFunction(field);
          }
          return (_config.dynamicTyping[field] || _config.dynamicTyping) === true;
        }
        function parseDynamic(field, value) {
          if (shouldApplyDynamicTyping(field)) {
            if (value === "true" || value === "TRUE")
              return true;
            else if (value === "false" || value === "FALSE")
              return false;
            else if (testFloat(value))
              return parseFloat(value);
            else if (ISO_DATE.test(value))
              return new Date(value);
            else
              return value === "" ? null : value;
          }
          return value;
        }
        function applyHeaderAndDynamicTypingAndTransformation() {
          if (!_results || !_config.header && !_config.dynamicTyping && !_config.transform)
            return _results;
          function processRow(rowSource, i) {
            var row = _config.header ? {} : [];
            var j;
            for (j = 0; j < rowSource.length; j++) {
              var field = j;
              var value = rowSource[j];
              if (_config.header)
                field = j >= _fields.length ? "__parsed_extra" : _fields[j];
              if (_config.transform)
                value = _config.transform(value, field);
              value = parseDynamic(field, value);
              if (field === "__parsed_extra") {
                row[field] = row[field] || [];
                row[field].push(value);
              } else
                row[field] = value;
            }
            if (_config.header) {
              if (j > _fields.length)
                addError("FieldMismatch", "TooManyFields", "Too many fields: expected " + _fields.length + " fields but parsed " + j, _rowCounter + i);
              else if (j < _fields.length)
                addError("FieldMismatch", "TooFewFields", "Too few fields: expected " + _fields.length + " fields but parsed " + j, _rowCounter + i);
            }
            return row;
          }
          var incrementBy = 1;
          if (!_results.data.length || Array.isArray(_results.data[0])) {
            _results.data = _results.data.map(processRow);
            incrementBy = _results.data.length;
          } else
            _results.data = processRow(_results.data, 0);
          if (_config.header && _results.meta)
            _results.meta.fields = _fields;
          _rowCounter += incrementBy;
          return _results;
        }
        function guessDelimiter(input, newline, skipEmptyLines, comments, delimitersToGuess) {
          var bestDelim, bestDelta, fieldCountPrevRow, maxFieldCount;
          delimitersToGuess = delimitersToGuess || [",", "	", "|", ";", Papa2.RECORD_SEP, Papa2.UNIT_SEP];
          for (var i = 0; i < delimitersToGuess.length; i++) {
            var delim = delimitersToGuess[i];
            var delta = 0, avgFieldCount = 0, emptyLinesCount = 0;
            fieldCountPrevRow = void 0;
            var preview = new Parser({
              comments,
              delimiter: delim,
              newline,
              preview: 10
            }).parse(input);
            for (var j = 0; j < preview.data.length; j++) {
              if (skipEmptyLines && testEmptyLine(preview.data[j])) {
                emptyLinesCount++;
                continue;
              }
              var fieldCount = preview.data[j].length;
              avgFieldCount += fieldCount;
              if (typeof fieldCountPrevRow === "undefined") {
                fieldCountPrevRow = fieldCount;
                continue;
              } else if (fieldCount > 0) {
                delta += Math.abs(fieldCount - fieldCountPrevRow);
                fieldCountPrevRow = fieldCount;
              }
            }
            if (preview.data.length > 0)
              avgFieldCount /= preview.data.length - emptyLinesCount;
            if (avgFieldCount > 1.99 && (typeof bestDelta === "undefined" || delta < bestDelta || delta === bestDelta && avgFieldCount > maxFieldCount)) {
              bestDelta = delta;
              bestDelim = delim;
              maxFieldCount = avgFieldCount;
            }
          }
          _config.delimiter = bestDelim;
          return {
            successful: !!bestDelim,
            bestDelimiter: bestDelim
          };
        }
        function addError(type, code, msg, row) {
          var error = {
            type,
            code,
            message: msg
          };
          if (row !== void 0) {
            error.row = row;
          }
          _results.errors.push(error);
        }
      }
      function escapeRegExp(string) {
        return string.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }
      function Parser(config) {
        config = config || {};
        var delim = config.delimiter;
        var newline = config.newline;
        var comments = config.comments;
        var step = config.step;
        var preview = config.preview;
        var fastMode = config.fastMode;
        var quoteChar;
        var renamedHeaders = null;
        var headerParsed = false;
        if (config.quoteChar === void 0 || config.quoteChar === null) {
          quoteChar = '"';
        } else {
          quoteChar = config.quoteChar;
        }
        var escapeChar = quoteChar;
        if (config.escapeChar !== void 0) {
          escapeChar = config.escapeChar;
        }
        if (typeof delim !== "string" || Papa2.BAD_DELIMITERS.indexOf(delim) > -1)
          delim = ",";
        if (comments === delim)
          throw new Error("Comment character same as delimiter");
        else if (comments === true)
          comments = "#";
        else if (typeof comments !== "string" || Papa2.BAD_DELIMITERS.indexOf(comments) > -1)
          comments = false;
        if (newline !== "\n" && newline !== "\r" && newline !== "\r\n")
          newline = "\n";
        var cursor = 0;
        var aborted = false;
        this.parse = function(input, baseIndex, ignoreLastRow) {
          if (typeof input !== "string")
            throw new Error("Input must be a string");
          var inputLen = input.length, delimLen = delim.length, newlineLen = newline.length, commentsLen = comments.length;
          var stepIsFunction = isFunction(step);
          cursor = 0;
          var data = [], errors = [], row = [], lastCursor = 0;
          if (!input)
            return returnable();
          if (fastMode || fastMode !== false && input.indexOf(quoteChar) === -1) {
            var rows = input.split(newline);
            for (var i = 0; i < rows.length; i++) {
              row = rows[i];
              cursor += row.length;
              if (i !== rows.length - 1)
                cursor += newline.length;
              else if (ignoreLastRow)
                return returnable();
              if (comments && row.substring(0, commentsLen) === comments)
                continue;
              if (stepIsFunction) {
                data = [];
                pushRow(row.split(delim));
                doStep();
                if (aborted)
                  return returnable();
              } else
                pushRow(row.split(delim));
              if (preview && i >= preview) {
                data = data.slice(0, preview);
                return returnable(true);
              }
            }
            return returnable();
          }
          var nextDelim = input.indexOf(delim, cursor);
          var nextNewline = input.indexOf(newline, cursor);
          var quoteCharRegex = new RegExp(escapeRegExp(escapeChar) + escapeRegExp(quoteChar), "g");
          var quoteSearch = input.indexOf(quoteChar, cursor);
          for (; ; ) {
            if (input[cursor] === quoteChar) {
              quoteSearch = cursor;
              cursor++;
              for (; ; ) {
                quoteSearch = input.indexOf(quoteChar, quoteSearch + 1);
                if (quoteSearch === -1) {
                  if (!ignoreLastRow) {
                    errors.push({
                      type: "Quotes",
                      code: "MissingQuotes",
                      message: "Quoted field unterminated",
                      row: data.length,
                      // row has yet to be inserted
                      index: cursor
                    });
                  }
                  return finish2();
                }
                if (quoteSearch === inputLen - 1) {
                  var value = input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar);
                  return finish2(value);
                }
                if (quoteChar === escapeChar && input[quoteSearch + 1] === escapeChar) {
                  quoteSearch++;
                  continue;
                }
                if (quoteChar !== escapeChar && quoteSearch !== 0 && input[quoteSearch - 1] === escapeChar) {
                  continue;
                }
                if (nextDelim !== -1 && nextDelim < quoteSearch + 1) {
                  nextDelim = input.indexOf(delim, quoteSearch + 1);
                }
                if (nextNewline !== -1 && nextNewline < quoteSearch + 1) {
                  nextNewline = input.indexOf(newline, quoteSearch + 1);
                }
                var checkUpTo = nextNewline === -1 ? nextDelim : Math.min(nextDelim, nextNewline);
                var spacesBetweenQuoteAndDelimiter = extraSpaces(checkUpTo);
                if (input.substr(quoteSearch + 1 + spacesBetweenQuoteAndDelimiter, delimLen) === delim) {
                  row.push(input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar));
                  cursor = quoteSearch + 1 + spacesBetweenQuoteAndDelimiter + delimLen;
                  if (input[quoteSearch + 1 + spacesBetweenQuoteAndDelimiter + delimLen] !== quoteChar) {
                    quoteSearch = input.indexOf(quoteChar, cursor);
                  }
                  if (nextDelim !== -1 && nextDelim < cursor)
                    nextDelim = input.indexOf(delim, cursor);
                  if (nextNewline !== -1 && nextNewline < cursor)
                    nextNewline = input.indexOf(newline, cursor);
                  break;
                }
                var spacesBetweenQuoteAndNewLine = extraSpaces(nextNewline);
                if (input.substring(quoteSearch + 1 + spacesBetweenQuoteAndNewLine, quoteSearch + 1 + spacesBetweenQuoteAndNewLine + newlineLen) === newline) {
                  row.push(input.substring(cursor, quoteSearch).replace(quoteCharRegex, quoteChar));
                  saveRow(quoteSearch + 1 + spacesBetweenQuoteAndNewLine + newlineLen);
                  if (nextDelim !== -1 && nextDelim < cursor)
                    nextDelim = input.indexOf(delim, cursor);
                  quoteSearch = input.indexOf(quoteChar, cursor);
                  if (stepIsFunction) {
                    doStep();
                    if (aborted)
                      return returnable();
                  }
                  if (preview && data.length >= preview)
                    return returnable(true);
                  break;
                }
                errors.push({
                  type: "Quotes",
                  code: "InvalidQuotes",
                  message: "Trailing quote on quoted field is malformed",
                  row: data.length,
                  // row has yet to be inserted
                  index: cursor
                });
                quoteSearch++;
                continue;
              }
              continue;
            }
            if (comments && row.length === 0 && input.substring(cursor, cursor + commentsLen) === comments) {
              if (nextNewline === -1)
                return returnable();
              cursor = nextNewline + newlineLen;
              nextNewline = input.indexOf(newline, cursor);
              if (nextDelim !== -1 && nextDelim < cursor)
                nextDelim = input.indexOf(delim, cursor);
              continue;
            }
            if (nextDelim !== -1 && (nextDelim < nextNewline || nextNewline === -1)) {
              row.push(input.substring(cursor, nextDelim));
              cursor = nextDelim + delimLen;
              nextDelim = input.indexOf(delim, cursor);
              continue;
            }
            if (nextNewline !== -1) {
              row.push(input.substring(cursor, nextNewline));
              saveRow(nextNewline + newlineLen);
              if (stepIsFunction) {
                doStep();
                if (aborted)
                  return returnable();
              }
              if (preview && data.length >= preview)
                return returnable(true);
              continue;
            }
            break;
          }
          return finish2();
          function pushRow(row2) {
            data.push(row2);
            lastCursor = cursor;
          }
          function extraSpaces(index) {
            var spaceLength = 0;
            if (index !== -1) {
              var textBetweenClosingQuoteAndIndex = input.substring(quoteSearch + 1, index);
              if (textBetweenClosingQuoteAndIndex && textBetweenClosingQuoteAndIndex.trim() === "") {
                spaceLength = textBetweenClosingQuoteAndIndex.length;
              }
            }
            return spaceLength;
          }
          function finish2(value2) {
            if (ignoreLastRow)
              return returnable();
            if (typeof value2 === "undefined")
              value2 = input.substring(cursor);
            row.push(value2);
            cursor = inputLen;
            pushRow(row);
            if (stepIsFunction)
              doStep();
            return returnable();
          }
          function saveRow(newCursor) {
            cursor = newCursor;
            pushRow(row);
            row = [];
            nextNewline = input.indexOf(newline, cursor);
          }
          function returnable(stopped) {
            if (config.header && !baseIndex && data.length && !headerParsed) {
              const result = data[0];
              const headerCount = /* @__PURE__ */ Object.create(null);
              const usedHeaders = new Set(result);
              let duplicateHeaders = false;
              for (let i2 = 0; i2 < result.length; i2++) {
                let header = stripBom(result[i2]);
                if (isFunction(config.transformHeader))
                  header = config.transformHeader(header, i2);
                if (!headerCount[header]) {
                  headerCount[header] = 1;
                  result[i2] = header;
                } else {
                  let newHeader;
                  let suffixCount = headerCount[header];
                  do {
                    newHeader = `${header}_${suffixCount}`;
                    suffixCount++;
                  } while (usedHeaders.has(newHeader));
                  usedHeaders.add(newHeader);
                  result[i2] = newHeader;
                  headerCount[header]++;
                  duplicateHeaders = true;
                  if (renamedHeaders === null) {
                    renamedHeaders = {};
                  }
                  renamedHeaders[newHeader] = header;
                }
                usedHeaders.add(header);
              }
              if (duplicateHeaders) {
                console.warn("Duplicate headers found and renamed.");
              }
              headerParsed = true;
            }
            return {
              data,
              errors,
              meta: {
                delimiter: delim,
                linebreak: newline,
                aborted,
                truncated: !!stopped,
                cursor: lastCursor + (baseIndex || 0),
                renamedHeaders
              }
            };
          }
          function doStep() {
            step(returnable());
            data = [];
            errors = [];
          }
        };
        this.abort = function() {
          aborted = true;
        };
        this.getCharIndex = function() {
          return cursor;
        };
      }
      function newWorker() {
        if (!Papa2.WORKERS_SUPPORTED)
          return false;
        var workerUrl = getWorkerBlob();
        var w = new global.Worker(workerUrl);
        w.onmessage = mainThreadReceivedMessage;
        w.id = workerIdCounter++;
        workers[w.id] = w;
        return w;
      }
      function mainThreadReceivedMessage(e) {
        var msg = e.data;
        var worker = workers[msg.workerId];
        var aborted = false;
        if (msg.error)
          worker.userError(msg.error, msg.file);
        else if (msg.results && msg.results.data) {
          var abort = function() {
            aborted = true;
            completeWorker(msg.workerId, { data: [], errors: [], meta: { aborted: true } });
          };
          var handle = {
            abort,
            pause: notImplemented,
            resume: notImplemented
          };
          if (isFunction(worker.userStep)) {
            for (var i = 0; i < msg.results.data.length; i++) {
              worker.userStep({
                data: msg.results.data[i],
                errors: msg.results.errors,
                meta: msg.results.meta
              }, handle);
              if (aborted)
                break;
            }
            delete msg.results;
          } else if (isFunction(worker.userChunk)) {
            worker.userChunk(msg.results, handle, msg.file);
            delete msg.results;
          }
        }
        if (msg.finished && !aborted)
          completeWorker(msg.workerId, msg.results);
      }
      function completeWorker(workerId, results) {
        var worker = workers[workerId];
        if (isFunction(worker.userComplete))
          worker.userComplete(results);
        worker.terminate();
        delete workers[workerId];
      }
      function notImplemented() {
        throw new Error("Not implemented.");
      }
      function workerThreadReceivedMessage(e) {
        var msg = e.data;
        if (typeof Papa2.WORKER_ID === "undefined" && msg)
          Papa2.WORKER_ID = msg.workerId;
        if (typeof msg.input === "string") {
          global.postMessage({
            workerId: Papa2.WORKER_ID,
            results: Papa2.parse(msg.input, msg.config),
            finished: true
          });
        } else if (global.File && msg.input instanceof File || msg.input instanceof Object) {
          var results = Papa2.parse(msg.input, msg.config);
          if (results)
            global.postMessage({
              workerId: Papa2.WORKER_ID,
              results,
              finished: true
            });
        }
      }
      function copy(obj) {
        if (typeof obj !== "object" || obj === null)
          return obj;
        var cpy = Array.isArray(obj) ? [] : {};
        for (var key in obj)
          cpy[key] = copy(obj[key]);
        return cpy;
      }
      function bindFunction(f, self2) {
        return function() {
          f.apply(self2, arguments);
        };
      }
      function isFunction(func) {
        return typeof func === "function";
      }
      return Papa2;
    });
  }
});

// src/review/threads/row-thread.ts
import { parentPort } from "node:worker_threads";

// src/collections/pair-table.ts
var SMALL = 1 << 18;
var SLOT = 4;
var PairTable = class _PairTable {
  #slots;
  #size = 0;
  /** @param slots those of another table: this one then looks up what that one knows */
  constructor(slots = new Int32Array(SLOT << 10)) {
    this.#slots = slots;
  }
  /** Another table of the same pairs under the same numbers, to which others may be added. */
  copy() {
    const copy = new _PairTable(this.#slots.slice());
    copy.#size = this.#size;
    return copy;
  }
  /** The table itself, to be sent to another thread: numbers are at most an eighth of its length. */
  get slots() {
    return this.#slots;
  }
  /** Goes through the pairs of a table that was sent here. */
  static forEach(slots, visit) {
    for (let at = 0; at < slots.length; at += SLOT)
      if (slots[at + 2] !== 0) visit(slots[at], slots[at + 1], slots[at + 2]);
  }
  /** Number of pairs. */
  get size() {
    return this.#size;
  }
  /** The number of a pair, or 0. */
  get(left, right) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(left, right) & mask;
    for (; ; ) {
      const id = slots[slot + 2];
      if (id === 0 || slots[slot] === left && slots[slot + 1] === right) return id;
      slot = slot + SLOT & mask;
    }
  }
  /** The number of a pair, which is added when it is new. */
  add(left, right) {
    const known2 = this.get(left, right);
    if (known2 !== 0) return known2;
    if (this.#size * 2 * SLOT >= this.#slots.length) this.#grow();
    this.#size++;
    this.#put(left, right, this.#size);
    return this.#size;
  }
  #put(left, right, id) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf(left, right) & mask;
    while (slots[slot + 2] !== 0) slot = slot + SLOT & mask;
    slots[slot] = left;
    slots[slot + 1] = right;
    slots[slot + 2] = id;
  }
  #grow() {
    const before = this.#slots;
    const slots = new Int32Array(before.length * (before.length <= SMALL ? 4 : 2));
    const mask = slots.length - 1;
    for (let at = 0; at < before.length; at += SLOT) {
      const id = before[at + 2];
      if (id === 0) continue;
      let slot = slotOf(before[at], before[at + 1]) & mask;
      while (slots[slot + 2] !== 0) slot = slot + SLOT & mask;
      slots[slot] = before[at];
      slots[slot + 1] = before[at + 1];
      slots[slot + 2] = id;
    }
    this.#slots = slots;
  }
};
function slotOf(left, right) {
  let h = Math.imul(left, 2654435761) ^ Math.imul(right, 2246822507);
  h ^= h >>> 15;
  h = Math.imul(h, 3266489909);
  h ^= h >>> 13;
  return h << 2;
}

// src/text/code-points.ts
var SCRIPTS = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Han", /\p{Script=Han}/u],
  ["Kana", /\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Bengali", /\p{Script=Bengali}/u],
  ["Gurmukhi", /\p{Script=Gurmukhi}/u],
  ["Gujarati", /\p{Script=Gujarati}/u],
  ["Oriya", /\p{Script=Oriya}/u],
  ["Tamil", /\p{Script=Tamil}/u],
  ["Telugu", /\p{Script=Telugu}/u],
  ["Kannada", /\p{Script=Kannada}/u],
  ["Malayalam", /\p{Script=Malayalam}/u],
  ["Sinhala", /\p{Script=Sinhala}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Lao", /\p{Script=Lao}/u],
  ["Khmer", /\p{Script=Khmer}/u],
  ["Myanmar", /\p{Script=Myanmar}/u],
  ["Tibetan", /\p{Script=Tibetan}/u],
  ["Mongolian", /\p{Script=Mongolian}/u],
  ["Syriac", /\p{Script=Syriac}/u],
  ["Thaana", /\p{Script=Thaana}/u],
  ["Nko", /\p{Script=Nko}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Ethiopic", /\p{Script=Ethiopic}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Coptic", /\p{Script=Coptic}/u]
];
var OTHER = SCRIPTS.length + 1;
var NAMES = ["none", ...SCRIPTS.map(([name]) => name), "Other"];
var SCRIPT_COUNT = NAMES.length;
function scriptId(name) {
  return NAMES.indexOf(name);
}
function scriptName(id) {
  return NAMES[id] ?? "Other";
}
var SCRIPT_MASK = 63;
var LETTER = 64;
var MARK = 128;
var EMOJI = 256;
var KNOWN = 32768;
var TABLE_SIZE = 262144;
var table = new Uint16Array(TABLE_SIZE);
var IS_LETTER = /[\p{L}\p{Nl}]/u;
var IS_MARK = /\p{M}/u;
var IS_EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
var NO_SCRIPT = /\p{Script=Common}|\p{Script=Inherited}/u;
function learn(codePoint) {
  const character = String.fromCodePoint(codePoint);
  const letter = IS_LETTER.test(character);
  const mark = IS_MARK.test(character);
  let found = KNOWN;
  if (letter) found |= LETTER;
  if (mark) found |= MARK;
  if (IS_EMOJI.test(character)) found |= EMOJI;
  if (!letter && !mark) return found;
  if (NO_SCRIPT.test(character)) return found;
  const index = SCRIPTS.findIndex(([, pattern]) => pattern.test(character));
  return found | (index < 0 ? OTHER : index + 1);
}
function properties(codePoint) {
  if (codePoint >= TABLE_SIZE) return learn(codePoint);
  const known2 = table[codePoint];
  if (known2 !== 0) return known2;
  return table[codePoint] = learn(codePoint);
}
var PLAIN_ASCII = /^[\t\n\r\x20-\x7e]*$/;
var ASCII_LETTER = /[A-Za-z]/;
function isPlainAscii(text) {
  return PLAIN_ASCII.test(text);
}
function scriptOfText(text) {
  if (isPlainAscii(text)) return ASCII_LETTER.test(text) ? "Latin" : "none";
  const counts = new Uint32Array(SCRIPT_COUNT);
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i);
    if (codePoint > 65535) i++;
    const script = properties(codePoint) & SCRIPT_MASK;
    counts[script] = counts[script] + 1;
  }
  let best = 0;
  for (let id = 1; id < counts.length; id++) {
    if (counts[id] > (best === 0 ? 0 : counts[best])) best = id;
  }
  return scriptName(best);
}
function codePointLength(text) {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 55296 && unit <= 56319) {
      const next = text.charCodeAt(i + 1);
      if (next >= 56320 && next <= 57343) {
        length--;
        i++;
      }
    }
  }
  return length;
}

// src/text/tokens.ts
var OTHER2 = 0;
var WORD = 1;
var SINGLE = 2;
var PUNCTUATION = 3;
var SYMBOL = 4;
var MARK2 = 5;
var IGNORED = 6;
var UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
function classify(character) {
  if (/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) return IGNORED;
  if (/\p{M}/u.test(character)) return MARK2;
  if (/[\p{L}\p{N}]/u.test(character)) return UNSPACED.test(character) ? SINGLE : WORD;
  if (/\p{P}/u.test(character)) return PUNCTUATION;
  if (/\p{S}/u.test(character)) return SYMBOL;
  return OTHER2;
}
var asciiClass = Uint8Array.from({ length: 128 }, (_, code) => classify(String.fromCharCode(code)));
var asciiClasses = asciiClass;
var basicPlaneClass = new Uint8Array(65536).fill(255);
basicPlaneClass.set(asciiClass);
function classOf(code) {
  if (code > 65535) return classify(String.fromCodePoint(code));
  const known2 = basicPlaneClass[code];
  if (known2 !== 255) return known2;
  const found = classify(String.fromCharCode(code));
  basicPlaneClass[code] = found;
  return found;
}
var NON_ASCII = /[^\x00-\x7f]/;
function fold(text) {
  return NON_ASCII.test(text) ? text.normalize("NFKC").toLowerCase().normalize("NFKC") : text.toLowerCase();
}
function forEachToken(folded, visit) {
  const length = folded.length;
  let at = 0;
  while (at < length) {
    const code = folded.codePointAt(at);
    const width = code > 65535 ? 2 : 1;
    const cls = code < 128 ? asciiClass[code] : classOf(code);
    if (cls === OTHER2 || cls === IGNORED || cls === MARK2) {
      at += width;
      continue;
    }
    const start = at;
    at += width;
    if (cls === WORD) {
      at = endOfWord(folded, at);
      visit(start, at, "word");
    } else if (cls === SINGLE) {
      at = endOfSyllable(folded, code, at);
      visit(start, at, "word");
    } else if (cls === SYMBOL) {
      at = skipMarks(folded, at);
      visit(start, at, "symbol");
    } else {
      while (at < length && folded.codePointAt(at) === code) at += width;
      visit(start, at, "punctuation");
    }
  }
}
function skipMarks(folded, from) {
  let at = from;
  while (at < folded.length) {
    const code = folded.codePointAt(at);
    const cls = classOf(code);
    if (cls !== MARK2 && cls !== IGNORED) break;
    at += code > 65535 ? 2 : 1;
  }
  return at;
}
var isVowelBefore = (code) => (code & ~128) >= 3648 && (code & ~128) <= 3652;
var VOWELS_BEHIND = /* @__PURE__ */ new Set([3632, 3634, 3635, 3653, 3760, 3762, 3763]);
var STACKERS = /* @__PURE__ */ new Set([4153, 6098]);
function endOfSyllable(folded, code, from) {
  let at = from;
  if (isVowelBefore(code) && at < folded.length && classOf(folded.charCodeAt(at)) === SINGLE) at++;
  for (; ; ) {
    at = skipMarks(folded, at);
    if (at >= folded.length) return at;
    const next = folded.charCodeAt(at);
    const isStacked = STACKERS.has(folded.charCodeAt(at - 1)) && classOf(next) === SINGLE;
    if (!isStacked && !(isThaiOrLao(code) && VOWELS_BEHIND.has(next))) return at;
    at++;
  }
}
var isThaiOrLao = (code) => code >= 3584 && code <= 3839;
function endOfWord(folded, from) {
  const length = folded.length;
  let at = from;
  while (at < length) {
    const code = folded.charCodeAt(at);
    if (code < 128) {
      if (asciiClass[code] === WORD) at++;
      else if (code === 39 && joinsWord(folded, at + 1)) at++;
      else break;
      continue;
    }
    const point = folded.codePointAt(at);
    const cls = classOf(point);
    const apostrophe = point === 8217 && joinsWord(folded, at + 1);
    if (cls !== WORD && cls !== MARK2 && cls !== IGNORED && !apostrophe) break;
    at += point > 65535 ? 2 : 1;
  }
  return at;
}
function joinsWord(folded, at) {
  if (!isWordAt(folded, at)) return false;
  return folded[at] !== "s" || isWordAt(folded, at + 1);
}
function joinsPlainWord(text, at) {
  if (asciiClass[text.charCodeAt(at)] !== WORD) return false;
  return (text.charCodeAt(at) | 32) !== 115 || asciiClass[text.charCodeAt(at + 1)] === WORD;
}
function isWordAt(folded, at) {
  return at < folded.length && classOf(folded.codePointAt(at)) === WORD;
}
var IGNORED_CHARACTERS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
function tokenText(folded, start, end) {
  const raw = folded.slice(start, end);
  return NON_ASCII.test(raw) ? raw.replace(IGNORED_CHARACTERS, "").replaceAll("\u2019", "'") : raw;
}

// src/text/token-hashes.ts
function hashTokens(text, out) {
  const read = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  const count2 = hashFolded(fold(read), out);
  if (count2 > 0 || out.length === 0 || read.trim() === "") return count2;
  out[0] = mix(hashUnits(read, 0, read.length));
  return 1;
}
function hashFolded(folded, out) {
  let count2 = 0;
  let previousEnd = -1;
  let previous = 0;
  forEachToken(folded, (start, end, kind) => {
    if (kind === "punctuation") return;
    if (kind === "symbol" && folded.charCodeAt(start) < 128) return;
    if (kind === "word" && start === previousEnd + 1 && APOSTROPHES.includes(folded[previousEnd])) {
      previous = hashToken(folded, start, end, Math.imul(previous ^ APOSTROPHE, PRIME));
      out[count2 - 1] = mix(previous);
      previousEnd = end;
      return;
    }
    if (count2 === out.length) return;
    const hash = hashToken(folded, start, end);
    const touches = kind === "word" && start === previousEnd;
    out[count2++] = touches ? mix(Math.imul(previous, PRIME) ^ hash) : mix(hash);
    previousEnd = kind === "word" ? end : -1;
    previous = hash;
  });
  return count2;
}
var APOSTROPHE = 39;
var APOSTROPHES = "'\u2019";
var MAX_LENGTH = 16384;
var SEED = 2166136261 | 0;
var PRIME = 16777619;
function hashToken(folded, start, end, from = SEED) {
  let hash = from;
  for (let i = start; i < end; i++) {
    const unit = folded.charCodeAt(i);
    if (unit > 127) {
      const token = tokenText(folded, start, end);
      return hashUnits(token, 0, token.length, from);
    }
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash;
}
function hashUnits(text, start, end, from = SEED) {
  let hash = from;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
function mix(hash) {
  let h = hash ^ hash >>> 16;
  h = Math.imul(h, 2246822507);
  h ^= h >>> 13;
  h = Math.imul(h, 3266489909);
  h = (h ^ h >>> 16) >>> 0;
  return h === 0 ? 1 : h;
}

// src/text/token-table.ts
var PLAIN = /^[\x00-\x7f]*$/;
var UNKNOWN = 0;
function tokenRun(room) {
  return {
    ids: new Int32Array(256),
    count: 0,
    hashes: new Uint32Array(room),
    hashed: 0,
    hashIds: new Int32Array(room),
    table: null
  };
}
var TokenTable = class _TokenTable {
  #names = [""];
  #isWord = [false];
  /** Ids by both hashes. */
  #ids;
  /** @param ids those of another table: this one then looks up what that one knows, and knows no names */
  constructor(ids = new PairTable()) {
    this.#ids = ids;
  }
  /** Another table of the same tokens under the same ids, to which others may be added. */
  copy() {
    const copy = new _TokenTable(this.#ids.copy());
    for (let id = 1; id < this.size; id++) {
      copy.#names.push(this.#names[id]);
      copy.#isWord.push(this.#isWord[id]);
    }
    return copy;
  }
  /** See `PairTable`. */
  get slots() {
    return this.#ids.slots;
  }
  /** Number of ids in use, counting `UNKNOWN`: ids are below it. */
  get size() {
    return this.#names.length;
  }
  /** The folded token of an id. */
  name(id) {
    return this.#names[id];
  }
  /** Whether the token is a word (letters or digits) rather than a mark or a symbol. */
  isWord(id) {
    return this.#isWord[id];
  }
  /** The ids of a text's tokens in order, adding those not yet known. */
  add(text) {
    return Uint32Array.from(this.#map(text, true, []));
  }
  /** The same, in `out` (reused by the caller). */
  addTo(text, out) {
    return this.#map(text, true, out);
  }
  /** The ids of a text's tokens in order in `out` (reused by the caller), `UNKNOWN` for those not in the table. */
  lookUp(text, out) {
    return this.#map(text, false, out);
  }
  /**
   * The same for a text that is plain ASCII, in one walk, together with the hashes that `hashTokens` gives: this runs over
   * every reference row.
   */
  // eslint-disable-next-line max-lines-per-function -- one walk over letters, done for each base row: calls would cost more than they explain
  lookUpPlain(text, run) {
    const end = text.length;
    if (run.ids.length < end) run.ids = new Int32Array(end * 2);
    const { ids, hashes, hashIds } = run;
    const known2 = this.#ids;
    run.table = this.slots;
    const room = hashes.length;
    const letters = wordLetters;
    const classes = asciiClasses;
    let count2 = 0;
    let hashed = 0;
    let at = 0;
    let joint = 0;
    let joined = false;
    let emits = false;
    while (at < end) {
      const first = text.charCodeAt(at);
      let letter = letters[first];
      if (letter !== 0) {
        const wordStart = at;
        let a2 = SEED_A;
        let b2 = SEED_B;
        for (; ; ) {
          do {
            a2 = Math.imul(a2 ^ letter, PRIME_A);
            b2 = Math.imul(b2, PRIME_B) + letter | 0;
            at++;
            letter = at < end ? letters[text.charCodeAt(at)] : 0;
          } while (letter !== 0);
          if (at >= end || text.charCodeAt(at) !== APOSTROPHE2 || !joinsPlainWord(text, at + 1)) break;
          letter = APOSTROPHE2;
        }
        a2 = finish(a2);
        const id = known2.get(a2, b2);
        ids[count2++] = id;
        if (!joined) {
          emits = hashed < room;
          if (emits) {
            hashIds[hashed] = id;
            hashes[hashed++] = tokenHash(a2);
          }
        } else {
          for (let i = wordStart; i < at; i++)
            joint = Math.imul(joint ^ foldedByte(text.charCodeAt(i)), PRIME_A);
          if (emits) {
            hashIds[hashed - 1] = 0;
            hashes[hashed - 1] = tokenHash(finish(joint));
          }
        }
        if (at + 1 < end && text.charCodeAt(at) === APOSTROPHE2 && letters[text.charCodeAt(at + 1)] !== 0) {
          if (!joined) joint = fnv(text, wordStart, at);
          joint = Math.imul(joint ^ APOSTROPHE2, PRIME_A);
          joined = true;
        } else joined = false;
        continue;
      }
      at++;
      const cls = classes[first];
      if (cls === 0) continue;
      let a = Math.imul(SEED_A ^ first, PRIME_A);
      let b = SINGLE_B + first | 0;
      if (cls === PUNCTUATION) {
        for (; at < end && text.charCodeAt(at) === first; at++) {
          a = Math.imul(a ^ first, PRIME_A);
          b = Math.imul(b, PRIME_B) + first | 0;
        }
      }
      ids[count2++] = known2.get(finish(a), b);
    }
    run.count = count2;
    run.hashed = hashed;
  }
  /** The id of a token as `name` gives it; `UNKNOWN` where it was never added. */
  idOf(name) {
    return this.#findClean(name, false, false);
  }
  /** The id of a token that no text can hold (it is not the output of the tokenizer), such as a mark of a row's end. */
  pseudo(name) {
    return this.#findClean(name, true, false);
  }
  #map(text, grow, out) {
    const folded = fold(text);
    const plain = PLAIN.test(folded);
    let count2 = 0;
    forEachToken(folded, (start, end, kind) => {
      const id = plain ? this.#find(folded, start, end, grow, kind === "word") : this.#findClean(tokenText(folded, start, end), grow, kind === "word");
      out[count2++] = id;
    });
    out.length = count2;
    return out;
  }
  #findClean(token, grow, isWord) {
    return this.#find(token, 0, token.length, grow, isWord);
  }
  #find(text, start, end, grow, isWord) {
    let a = SEED_A;
    let b = SEED_B;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, PRIME_A);
      b = Math.imul(b, PRIME_B) + code | 0;
    }
    a = finish(a);
    const known2 = this.#ids.get(a, b);
    if (known2 !== UNKNOWN || !grow) return known2;
    this.#names.push(text.slice(start, end));
    this.#isWord.push(isWord);
    return this.#ids.add(a, b);
  }
};
var APOSTROPHE2 = 39;
var SEED_A = 2166136261 | 0;
var PRIME_A = 16777619;
var SEED_B = 2538058380 | 0;
var PRIME_B = 1540483477;
var SINGLE_B = Math.imul(SEED_B, PRIME_B);
var wordLetters = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte < 128 && asciiClasses[byte] === WORD ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : 0
);
function foldedByte(byte) {
  return wordLetters[byte] === 0 ? byte : wordLetters[byte];
}
function fnv(text, start, end) {
  let a = SEED_A;
  for (let i = start; i < end; i++) a = Math.imul(a ^ foldedByte(text.charCodeAt(i)), PRIME_A);
  return a;
}
function finish(a) {
  let h = a ^ a >>> 16;
  h = Math.imul(h, 2246822507);
  return h ^ h >>> 13;
}
function tokenHash(finished) {
  let h = Math.imul(finished, 3266489909);
  h = (h ^ h >>> 16) >>> 0;
  return h === 0 ? 1 : h;
}

// src/evidence/neighbours/postings.ts
var ENTRY = 4;
function atLeast(threshold, size) {
  return Math.ceil(threshold * size - 1e-9);
}
function sketch(hashes, count2) {
  let low = 0;
  let high = 0;
  for (let i = 0; i < count2; i++) {
    const bit = hashes[i] >>> 26;
    const upper = -(bit >>> 5);
    low |= 1 << bit & ~upper;
    high |= 1 << bit & upper;
  }
  return { low, high };
}
function bits(word) {
  let n = word - (word >>> 1 & 1431655765);
  n = (n & 858993459) + (n >>> 2 & 858993459);
  return Math.imul(n + (n >>> 4) & 252645135, 16843009) >>> 24;
}

// src/evidence/neighbours/token-vocabulary.ts
var UNKNOWN2 = -1;
function rankOf(ranks, hash) {
  return ranks.get(hash | 0, 0) - 1;
}
function unknownTokens() {
  const mask = 4095;
  const keys = new Uint32Array(mask + 1);
  const stamps = new Uint32Array(mask + 1);
  let serial = 0;
  return {
    clear() {
      serial++;
    },
    /** True when it was not in the set. Holds at most 4,095 hashes: callers bring fewer. */
    add(hash) {
      let slot = hash & mask;
      while (stamps[slot] === serial) {
        if (keys[slot] === hash) return false;
        slot = slot + 1 & mask;
      }
      stamps[slot] = serial;
      keys[slot] = hash;
      return true;
    }
  };
}

// src/evidence/neighbours/similarity-index.ts
var MAX_SET = 1024;
var MAX_COMPARED = 64;
var MAX_SCANNED = 128;
function overlapNeeded(threshold, largestSum) {
  return Uint16Array.from(
    { length: largestSum + 1 },
    (_, sum) => Math.ceil(threshold / (1 + threshold) * sum - 1e-9)
  );
}
function openSimilarityIndex(tables) {
  const { threshold, starts, ranks, postings } = tables;
  const vocabulary = new PairTable(tables.slots);
  const { entries } = postings;
  const neededOf = overlapNeeded(threshold, 2 * MAX_SET);
  let serial = 0;
  const tokenStamp = new Uint32Array(tables.tokens);
  let numbered = null;
  let ranksOf = new Int32Array(0);
  const setStamp = new Uint32Array(starts.length);
  const unknown = unknownTokens();
  let known2 = new Uint32Array(64);
  function compare(set2, size, needed) {
    const start = starts[set2];
    const end = starts[set2 + 1];
    let shared = 0;
    let allowed = end - start - needed;
    for (let i = start; i < end; i++) {
      if (tokenStamp[ranks[i]] === serial) shared++;
      else if (--allowed < 0) return 0;
    }
    return shared / (end - start + size - shared);
  }
  function rankOfToken(id, hash) {
    const kept = ranksOf[id];
    if (kept !== 0) return kept - 2;
    const rank = rankOf(vocabulary, hash);
    ranksOf[id] = rank + 2;
    return rank;
  }
  const probe = (hashes, count2, ids, accept) => {
    serial++;
    if (known2.length < count2) known2 = new Uint32Array(count2 * 2);
    unknown.clear();
    let hits = 0;
    let misses = 0;
    const mostMisses = (1 - threshold) * count2 + 1e-9;
    for (let i = 0; i < count2; i++) {
      const hash = hashes[i];
      const id = ids === null ? 0 : ids[i];
      const rank = id === 0 ? rankOf(vocabulary, hash) : rankOfToken(id, hash);
      if (rank === UNKNOWN2) {
        if (unknown.add(hash) && ++misses > mostMisses) return false;
      } else if (tokenStamp[rank] !== serial) {
        tokenStamp[rank] = serial;
        known2[hits++] = rank;
      }
    }
    const size = hits + misses;
    const least = atLeast(threshold, size);
    if (hits < least || size === 0) return false;
    const prefix = hits - least + 1;
    if (hits > MANY) known2.subarray(0, hits).sort();
    const { start } = postings;
    let drawn = false;
    let low = 0;
    let high = 0;
    let scanned = 0;
    let compared = 0;
    for (let i = 0; i < prefix; i++) {
      const rank = hits > MANY ? known2[i] : takeSmallest(known2, i, hits);
      const end = start[rank + 1] * ENTRY;
      for (let p = start[rank] * ENTRY; p < end; p += ENTRY) {
        if (++scanned > MAX_SCANNED) return true;
        const place = entries[p + 1];
        const other = place >>> 8;
        const needed = neededOf[size + other];
        if (needed > size - misses - i || needed > other - (place & 255)) continue;
        if (!drawn) {
          drawn = true;
          ({ low, high } = sketch(hashes, count2));
        }
        if (bits(entries[p + 2] & ~low) + bits(entries[p + 3] & ~high) > other - needed) continue;
        const set2 = entries[p];
        if (setStamp[set2] === serial) continue;
        setStamp[set2] = serial;
        if (++compared > MAX_COMPARED) return true;
        const similarity = compare(set2, size, needed);
        if (similarity >= threshold) accept(set2, similarity);
      }
    }
    return false;
  };
  return {
    probe(hashes, count2, accept) {
      probe(hashes, count2, null, accept);
    },
    probeRun({ hashes, hashed, hashIds, table: table2 }, accept) {
      if (table2 !== numbered) {
        numbered = table2;
        ranksOf = new Int32Array((table2?.length ?? 0) / 8 + 1);
      }
      return probe(hashes, hashed, hashIds, accept);
    }
  };
}
var MANY = 64;
function takeSmallest(values, from, count2) {
  let least = from;
  for (let j = from + 1; j < count2; j++) if (values[j] < values[least]) least = j;
  const value = values[least];
  values[least] = values[from];
  values[from] = value;
  return value;
}

// src/evidence/base/base-rows.ts
function baseRowReader({ tokens }) {
  const readText = textReader(new TokenTable(new PairTable(tokens)));
  return (text, labels, outcomes, path, order) => {
    const run = readText(text);
    return { run, text, labels, outcomes, path, order, isUnlike: false };
  };
}
function textReader(tokens) {
  const found = [];
  const run = tokenRun(MAX_SET);
  const hashAlone = (text) => {
    run.hashed = hashTokens(text, run.hashes);
    run.hashIds.fill(0, 0, run.hashed);
  };
  return (text) => {
    if (isPlainAscii(text)) {
      tokens.lookUpPlain(text, run);
      if (text.length > MAX_LENGTH || run.hashed === 0) hashAlone(text);
      return run;
    }
    const ids = tokens.lookUp(text, found);
    if (run.ids.length < ids.length) run.ids = new Int32Array(ids.length * 2);
    run.ids.set(ids);
    run.count = ids.length;
    hashAlone(text);
    return run;
  };
}

// src/evidence/collectors/collector.ts
function openCollectors(kinds2, plan) {
  const named = Object.entries(kinds2).map(([name, open]) => [name, open(plan)]);
  return {
    each: named.map(([, collector]) => collector),
    parts: () => Object.fromEntries(named.map(([name, collector]) => [name, collector.part()])),
    add(parts) {
      for (const [name, collector] of named) collector.add(parts[name]);
    },
    facts: (changes) => Object.fromEntries(named.map(([name, collector]) => [name, collector.fact(changes)]))
  };
}

// src/evidence/neighbours/best-neighbours.ts
var MOST = 8;
var MOST_ALIKE = 5;
var MOST_OFFERED = MOST + 1;
var KEPT_TEXT = 1e3;
function bestNeighbours() {
  const kept = [];
  let shared = null;
  function displaced(key, similarity, order) {
    let alike = 0;
    let last = -1;
    for (let i = 0; i < kept.length; i++) {
      if (kept[i].key !== key) continue;
      alike++;
      last = i;
    }
    if (alike <= MOST_ALIKE) {
      if (kept.length <= MOST) return -1;
      last = kept.length - 1;
    }
    return isBefore(similarity, order, kept[last]) ? last : null;
  }
  return {
    kept,
    offer({ text, labels, path }, similarity, change, order) {
      if (kept.length > MOST && !isBefore(similarity, order, kept[MOST])) return;
      const key = labels.length === 1 ? `1${labels[0]}` : JSON.stringify(labels);
      const out = displaced(key, similarity, order);
      if (out === null) return;
      if (out >= 0) kept.splice(out, 1);
      const at = kept.findIndex((entry2) => isBefore(similarity, order, entry2));
      const entry = {
        text: change === null ? detach(text) : text,
        labels: [...labels],
        path,
        similarity,
        change,
        order,
        key
      };
      kept.splice(at < 0 ? kept.length : at, 0, entry);
      shared = null;
    },
    without(change) {
      const own = kept.findIndex((entry) => entry.change === change);
      if (own >= 0)
        return kept.filter((_, i) => i !== own).slice(0, MOST).map(asNeighbour);
      return shared ??= kept.slice(0, MOST).map(asNeighbour);
    }
  };
}
function isBefore(similarity, order, than) {
  return similarity > than.similarity || similarity === than.similarity && order < than.order;
}
function asNeighbour({ text, labels, similarity, path, change }) {
  return { text, labels, similarity, path, change };
}
function detach(text) {
  return Buffer.from(text.slice(0, KEPT_TEXT), "utf16le").toString("utf16le");
}

// src/collections/number-pool.ts
var CHUNK = 1 << 16;

// src/evidence/neighbours/change-search.ts
var MOST_LABELS = 4;
var AFTER_REFERENCE = 2 ** 52;
var MOST_LEFT = 16;
function changeSearch({
  index: tables,
  groups,
  leaving
}) {
  const index = openSimilarityIndex(tables);
  const best = /* @__PURE__ */ new Map();
  const bestOf = (set2) => {
    let found = best.get(set2);
    if (found === void 0) best.set(set2, found = bestNeighbours());
    return found;
  };
  const left = /* @__PURE__ */ new Map();
  const hashes = new Uint32Array(MAX_SET);
  let matches = [];
  const accept = (set2, similarity) => matches.push({ set: set2, similarity });
  return {
    row(row) {
      if (row.isUnlike) return;
      const { run, text, labels, path, order } = row;
      const isCut = index.probeRun(run, accept);
      row.isUnlike = !isCut && matches.length === 0;
      if (matches.length === 0) return;
      if (!setAside(text, labels, path, order)) offerAll({ text, labels, path }, order);
      matches = [];
    },
    part: () => ({
      best: Array.from(best, ([set2, { kept }]) => [set2, kept]),
      left: [...left]
    }),
    add(part) {
      for (const [set2, kept] of part.best)
        for (const { order, change, similarity, ...row } of kept)
          bestOf(set2).offer(row, similarity, change, order);
      for (const [key, rows] of part.left) keepLeft(key, rows);
    },
    fact(changes) {
      settle();
      const shown = shownOf(groups, changes);
      const keys = labelKeys(changes);
      const neighbours2 = /* @__PURE__ */ new Map();
      let order = AFTER_REFERENCE;
      let found = [];
      const acceptChange = (set2, similarity) => {
        for (let i = shown.starts[set2]; i < shown.starts[set2 + 1]; i++)
          found.push({ change: shown.changes[i], similarity, order: order++ });
      };
      groups.forEach((group, own) => {
        found = [];
        index.probe(group.tokens, group.tokens.length, acceptChange);
        const known2 = best.get(own);
        best.delete(own);
        if (known2 === void 0 && found.length <= 1 && group.changes.length === 1) return;
        const all = known2 ?? bestNeighbours();
        for (const { change, similarity, order: order2 } of strongest(found, keys))
          all.offer(changes[change].after, similarity, change, order2);
        for (const change of group.changes) {
          const list = all.without(change);
          if (list.length > 0) neighbours2.set(change, list);
        }
      });
      return neighbours2;
    }
  };
  function settle() {
    for (const [key, rows] of left) {
      const [text, labels] = JSON.parse(key);
      index.probe(hashes, hashTokens(text, hashes), accept);
      rows.sort((a, b) => a.order - b.order);
      for (const { path, order } of rows.slice(leaving.get(key))) offerAll({ text, labels, path }, order);
      matches = [];
    }
    left.clear();
  }
  function offerAll(row, order) {
    for (const { set: set2, similarity } of matches) bestOf(set2).offer(row, similarity, null, order);
  }
  function setAside(text, labels, path, order) {
    if (leaving.size === 0) return false;
    const key = rowKey(text, labels);
    if (!leaving.has(key)) return false;
    keepLeft(key, [{ path, order }]);
    return true;
  }
  function keepLeft(key, rows) {
    let known2 = left.get(key);
    if (known2 === void 0) left.set(key, known2 = []);
    known2.push(...rows);
    const most = leaving.get(key) + MOST_LEFT;
    if (known2.length <= 2 * most) return;
    known2.sort((a, b) => a.order - b.order);
    known2.length = most;
  }
}
var rowKey = (text, labels) => JSON.stringify([text, labels]);
function strongest(found, keys) {
  if (found.length <= MOST_OFFERED) return found;
  const sorted = found.toSorted((a, b) => b.similarity - a.similarity || a.order - b.order);
  const alike = /* @__PURE__ */ new Map();
  const kept = [];
  for (const one of sorted) {
    const key = keys[one.change];
    const count2 = alike.get(key) ?? 0;
    if (count2 > MOST_ALIKE) continue;
    alike.set(key, count2 + 1);
    if (kept.push(one) === MOST_OFFERED) break;
  }
  return kept;
}
function labelKeys(changes) {
  const numbers = /* @__PURE__ */ new Map();
  return Uint32Array.from(changes, ({ after }) => {
    const key = JSON.stringify(after?.labels);
    const known2 = numbers.get(key);
    if (known2 !== void 0) return known2;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}
function shownOf(groups, changes) {
  const starts = new Uint32Array(groups.length + 1);
  const shown = [];
  for (const [group, { changes: members }] of groups.entries()) {
    for (const change of representatives(members, changes)) shown.push(change);
    starts[group + 1] = shown.length;
  }
  return { starts, changes: Uint32Array.from(shown) };
}
function representatives(members, changes) {
  if (members.length === 1) return members;
  const seen = /* @__PURE__ */ new Map();
  return members.filter((change) => {
    const key = JSON.stringify(changes[change].after.labels);
    const count2 = seen.get(key) ?? 0;
    if (count2 > MOST_ALIKE || count2 === 0 && seen.size >= MOST_LABELS) return false;
    seen.set(key, count2 + 1);
    return true;
  });
}

// src/evidence/neighbours/yardstick.ts
function startSample({ text, labels }) {
  return {
    text,
    labels,
    itself: false,
    duplicates: 0,
    equal: 0,
    closest: 0,
    agrees: false,
    disagrees: false
  };
}
function labelsConflict(a, b) {
  return a.length > 0 && b.length > 0 && !a.some((label) => b.includes(label));
}
function compareSample(sample, text, labels, similarity) {
  const same = similarity === 1 && text === sample.text && String(labels) === String(sample.labels);
  if (same && !sample.itself) {
    sample.itself = true;
    return;
  }
  sample.duplicates++;
  if (similarity === 1) sample.equal++;
  if (similarity > sample.closest) {
    sample.closest = similarity;
    sample.agrees = sample.disagrees = false;
  }
  if (similarity < sample.closest) return;
  if (labelsConflict(labels, sample.labels)) sample.disagrees = true;
  else sample.agrees = true;
}
function mergeSample(sample, other) {
  sample.duplicates += other.duplicates;
  sample.equal += other.equal;
  if (other.closest > sample.closest) {
    sample.closest = other.closest;
    sample.agrees = other.agrees;
    sample.disagrees = other.disagrees;
  } else if (other.closest === sample.closest) {
    sample.agrees ||= other.agrees;
    sample.disagrees ||= other.disagrees;
  }
  if (!other.itself) return;
  if (sample.itself) compareSample(sample, sample.text, sample.labels, 1);
  sample.itself = true;
}
function summarise(samples) {
  return {
    sampled: samples.length,
    duplicated: samples.filter((sample) => sample.duplicates > 0).length,
    conflicting: samples.filter((sample) => sample.disagrees && !sample.agrees).length,
    largest: samples.reduce((most, sample) => Math.max(most, sample.duplicates), 0),
    largestEqual: samples.reduce((most, sample) => Math.max(most, sample.equal), 0)
  };
}

// src/evidence/neighbours/yardstick-search.ts
function yardstickSearch(tables) {
  const groups = tables.rows.map((group) => group.map(startSample));
  const index = openSimilarityIndex(tables.index);
  let matches = [];
  const accept = (set2, similarity) => matches.push({ samples: groups[set2], similarity });
  return {
    part: () => groups,
    add(part) {
      part.forEach(
        (samples, group) => samples.forEach((sample, i) => mergeSample(groups[group][i], sample))
      );
    },
    row({ run, text, labels }) {
      if (groups.length === 0) return;
      index.probeRun(run, accept);
      if (matches.length === 0) return;
      for (const { samples, similarity } of matches)
        for (const sample of samples) compareSample(sample, text, labels, similarity);
      matches = [];
    },
    fact: () => summarise(groups.flat())
  };
}

// src/text/look-alikes.ts
var CYRILLIC = "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04BB\u0501\u051B\u051D\u04AF\u04CF\u0475\u0433\u0451\u0457\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0423\u0405\u0406\u0408\u051A\u051C\u04AE\u04C0\u0401\u0407\u050C\u042C";
var GREEK = "\u03BF\u03BD\u03C1\u03C5\u03B9\u03F2\u03F3\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03F9";
var ARMENIAN = "\u0570\u0578\u057D\u0585\u0581\u0566\u054F\u053C\u0555\u054D\u0531\u0575\u0584\u0563";
var ASCII = "aceopxyihABEKMHOPCTXY";
function set(letters) {
  return new Set(Array.from(letters, (letter) => letter.codePointAt(0)));
}
var LIKE_LATIN = set(CYRILLIC + GREEK + ARMENIAN);
var LIKE_OTHERS = set(ASCII);
var LATIN = scriptId("Latin");
var PARTNERS = new Set(
  ["Cyrillic", "Greek", "Armenian"].map((s) => scriptId(s))
);
var NEVER_MIXED = /* @__PURE__ */ new Set([scriptId("Cherokee"), scriptId("Coptic")]);
var WATCHED = /* @__PURE__ */ new Set([LATIN, ...PARTNERS, ...NEVER_MIXED]);
var CLEAN = { disguised: false, styled: false };
function watchWords() {
  let latin = 0;
  let latinOnly = 0;
  let other = 0;
  let otherOnly = 0;
  let never = 0;
  let ascii = 0;
  let styled = 0;
  return {
    takes(codePoint) {
      const found = properties(codePoint);
      const script = found & SCRIPT_MASK;
      if ((found & LETTER) !== 0) return WATCHED.has(script) || isStyledLetter(codePoint);
      return (found & MARK) !== 0 && script === 0;
    },
    letter(codePoint) {
      const found = properties(codePoint);
      if ((found & LETTER) === 0) return;
      const script = found & SCRIPT_MASK;
      if (isStyledLetter(codePoint)) styled++;
      else if (script === LATIN) {
        latin++;
        if (codePoint < 128) ascii++;
        if (!LIKE_OTHERS.has(codePoint)) latinOnly++;
      } else if (PARTNERS.has(script)) {
        other++;
        if (!LIKE_LATIN.has(codePoint)) otherOnly++;
      } else if (NEVER_MIXED.has(script)) never++;
    },
    end() {
      if (other === 0 && never === 0 && styled === 0) {
        latin = latinOnly = ascii = 0;
        return CLEAN;
      }
      const mixed = latin > 0 && other > 0 && (otherOnly === 0 || latinOnly === 0 && other > latin);
      const result = { disguised: mixed || latin > 0 && never > 0, styled: styled > 0 && ascii > 0 };
      latin = latinOnly = other = otherOnly = never = ascii = styled = 0;
      return result;
    }
  };
}
function isStyledLetter(codePoint) {
  return codePoint >= 65313 && codePoint <= 65338 || codePoint >= 65345 && codePoint <= 65370 || codePoint >= 8544 && codePoint <= 8575;
}

// src/text/characters.ts
var CHARACTER_CLASSES = [
  "zero-width",
  "bidi-control",
  "tag",
  "variation-selector",
  "control",
  "soft-hyphen",
  "unusual-space",
  "private-use",
  "mixed-script",
  "styled-letter",
  "combining-overload",
  "undecodable"
];
var NONE = [];
function characterClasses(text) {
  if (isPlainAscii(text)) return NONE;
  const found = /* @__PURE__ */ new Set();
  visitCharacterClasses(text, (characterClass) => found.add(characterClass));
  return found.size === 0 ? NONE : CHARACTER_CLASSES.filter((name) => found.has(name));
}
function visitCharacterClasses(text, visit) {
  if (isPlainAscii(text) || !mayHoldOne(text)) return;
  const words = watchWords();
  let previous = 0;
  let marks = 0;
  let scripts = null;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i);
    if (codePoint > 65535) i++;
    if (words.takes(codePoint)) words.letter(codePoint);
    else if (!isInvisible(codePoint)) endWord(words.end(), previous, visit);
    marks = isPilingMark(codePoint) ? marks + 1 : 0;
    if (marks === OVERLOAD) visit("combining-overload", codePoint);
    if (codePoint > 126 || codePoint < 32) {
      const next = i + 1 < text.length ? text.codePointAt(i + 1) : 0;
      if (codePoint === BLACK_FLAG && SUBDIVISION_FLAGS.has(text.slice(i + 1, i + 1 + FLAG_TAIL))) {
        i += FLAG_TAIL;
      } else {
        scripts ??= scriptsOf(text);
        const name = classOf2(codePoint, previous, next, scripts);
        if (name !== null) visit(name, codePoint);
      }
    }
    previous = codePoint;
  }
  endWord(words.end(), previous, visit);
}
var SUSPECT_UNIT = /[^\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u061b\u061d-\u115e\u1161-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1aaf\u1b00-\u1dbf\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u27ff\u2801-\u2fff\u3001-\u3163\u3165-\ud7ff\uf900-\ufdcf\ufdf0-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\uffef]/;
var LATIN2 = "\\p{Script=Latin}";
var PARTNERS2 = "\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}\\p{Script=Cherokee}\\p{Script=Coptic}\\u2160-\\u217f\\uff21-\\uff5a";
var SCRIPTS_TOUCH = new RegExp(`[${LATIN2}][${PARTNERS2}]|[${PARTNERS2}][${LATIN2}]`, "u");
function mayHoldOne(text) {
  return SUSPECT_UNIT.test(text) || SCRIPTS_TOUCH.test(text);
}
function endWord(word, last, visit) {
  if (word.disguised) visit("mixed-script", last);
  if (word.styled) visit("styled-letter", last);
}
var RIGHT_TO_LEFT = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
var EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
var MONGOLIAN = /(?=\p{L})\p{Script=Mongolian}/u;
function scriptsOf(text) {
  return {
    rightToLeft: RIGHT_TO_LEFT.test(text),
    eastAsian: EAST_ASIAN.test(text),
    mongolian: MONGOLIAN.test(text)
  };
}
var BLACK_FLAG = 127988;
var SUBDIVISION_FLAGS = new Set(
  ["gbeng", "gbsct", "gbwls"].map((region) => `${asTags(region)}\u{E007F}`)
);
var FLAG_TAIL = 12;
function asTags(ascii) {
  return Array.from(ascii, (c) => String.fromCodePoint(917504 + c.charCodeAt(0))).join("");
}
var OVERLOAD = 4;
function isPilingMark(codePoint) {
  return codePoint >= 768 && codePoint <= 879 || codePoint >= 6832 && codePoint <= 6911 || codePoint >= 7616 && codePoint <= 7679 || codePoint >= 8400 && codePoint <= 8447;
}
var scriptIds = (...names) => new Set(names.map((name) => scriptId(name)));
var JOINING = scriptIds(
  "Arabic",
  "Syriac",
  "Mongolian",
  "Nko",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Khmer",
  "Myanmar",
  "Tibetan"
);
var SPACELESS = scriptIds("Thai", "Lao", "Khmer", "Myanmar", "Tibetan");
var HAN = scriptId("Han");
var ZERO_WIDTH = /* @__PURE__ */ new Set([8203, 8204, 8205, 8288, 8289, 8290, 8291, 8292, 8293, 65279]);
var ZERO_WIDTH_MARKS = /* @__PURE__ */ new Set([847, 6068, 6069]);
var DIRECTION_MARKS = /* @__PURE__ */ new Set([8206, 8207, 1564]);
var BLANK_LETTERS = /* @__PURE__ */ new Set([4447, 4448, 12644, 65440, 10240]);
function isInvisible(codePoint) {
  return codePoint === 173 || ZERO_WIDTH.has(codePoint) || ZERO_WIDTH_MARKS.has(codePoint) || DIRECTION_MARKS.has(codePoint) || isBidiControl(codePoint) || isTag(codePoint) || isRareFormat(codePoint) || isVariationSelector(codePoint);
}
var isBidiControl = (c) => c >= 8234 && c <= 8238 || c >= 8294 && c <= 8303;
var isTag = (c) => c >= 917504 && c <= 917631;
var isRareFormat = (c) => c >= 65520 && c <= 65528 || c >= 78896 && c <= 78911 || c >= 113824 && c <= 113827 || c >= 119155 && c <= 119162 || c >= 917632 && c <= 921599 && !isVariationSelector(c);
var isVariationSelector = (c) => c >= 65024 && c <= 65039 || c >= 917760 && c <= 917999;
function classOf2(c, previous, next, scripts) {
  if (c < 32) return c === 9 || c === 10 || c === 13 ? null : "control";
  if (c === 160) return "unusual-space";
  if (c < 160) return "control";
  if (c === 173) return "soft-hyphen";
  if (c < 768) return null;
  if (ZERO_WIDTH.has(c)) return isOrdinaryJoiner(c, previous, next) ? null : "zero-width";
  if (ZERO_WIDTH_MARKS.has(c) || isRareFormat(c)) return "zero-width";
  if (DIRECTION_MARKS.has(c)) return scripts.rightToLeft ? null : "zero-width";
  if (c >= 6155 && c <= 6159) return scripts.mongolian ? null : "zero-width";
  if (isBidiControl(c)) return "bidi-control";
  if (isTag(c)) return "tag";
  if (isVariationSelector(c)) return isOrdinarySelector(c, previous, next) ? null : "variation-selector";
  if (isUnusualSpace(c, scripts)) return "unusual-space";
  if (c >= 119808 && c <= 120779) return "styled-letter";
  if (c >= 57344 && c <= 63743 || c >= 983040 && (c & 65535) < 65534) return "private-use";
  if (c >= 65529 && c <= 65531) return "control";
  if (c === 65533 || c >= 55296 && c <= 57343 || isNoncharacter(c)) return "undecodable";
  return null;
}
var isNoncharacter = (c) => (c & 65534) === 65534 || c >= 64976 && c <= 65007;
function isUnusualSpace(c, scripts) {
  if (c === 12288) return !scripts.eastAsian;
  if (c >= 8192 && c <= 8202 || c === 8232 || c === 8233) return true;
  return c === 8239 || c === 8287 || c === 5760 || BLANK_LETTERS.has(c);
}
function isOrdinaryJoiner(c, previous, next) {
  const before = properties(previous);
  if (c === 8203) return SPACELESS.has(before & SCRIPT_MASK);
  if (c !== 8204 && c !== 8205) return false;
  if (JOINING.has(before & SCRIPT_MASK)) return true;
  const pictured = (before & EMOJI) !== 0 || previous === 65039;
  return c === 8205 && pictured && (properties(next) & EMOJI) !== 0;
}
function isOrdinarySelector(c, previous, next) {
  const before = properties(previous);
  if ((before & SCRIPT_MASK) === HAN) return c <= 65026 || c >= 917760;
  if (c !== 65038 && c !== 65039) return false;
  const keycap = previous >= 48 && previous <= 57 || previous === 35 || previous === 42;
  if (keycap) return next === 8419;
  return (before & EMOJI) !== 0 || TAKES_EMOJI_FORM.test(String.fromCodePoint(previous));
}
var TAKES_EMOJI_FORM = /\p{Emoji}/u;

// src/evidence/text-statistics.ts
function lengthBucket(length) {
  return length < 2 ? 0 : 31 - Math.clz32(length);
}
var ASCII_LETTER2 = /[A-Za-z]/;
function textStatistics() {
  let rows = 0;
  const classes = /* @__PURE__ */ new Map();
  const buckets = [];
  const scripts = /* @__PURE__ */ new Map();
  let latin = 0;
  let none = 0;
  const addLength = (length) => {
    const bucket = lengthBucket(length);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket] += 1;
  };
  return {
    part: () => ({ rows, classes, buckets, scripts, latin, none }),
    add(part) {
      rows += part.rows;
      latin += part.latin;
      none += part.none;
      while (buckets.length < part.buckets.length) buckets.push(0);
      part.buckets.forEach((count2, bucket) => buckets[bucket] += count2);
      for (const [name, { rows: more, first }] of part.classes) count(classes, name, more, first);
      for (const [name, { rows: more, first }] of part.scripts) count(scripts, name, more, first);
    },
    row({ text, order }) {
      rows++;
      if (isPlainAscii(text)) {
        addLength(text.length);
        if (ASCII_LETTER2.test(text)) latin++;
        else none++;
        return;
      }
      addLength(codePointLength(text));
      count(scripts, scriptOfText(text), 1, order);
      for (const name of characterClasses(text)) count(classes, name, 1, order);
    },
    fact() {
      const scriptRows = inOrder(scripts);
      if (latin > 0) scriptRows.set("Latin", (scriptRows.get("Latin") ?? 0) + latin);
      if (none > 0) scriptRows.set("none", (scriptRows.get("none") ?? 0) + none);
      return { rows, characterClassRows: inOrder(classes), lengthBuckets: [...buckets], scriptRows };
    }
  };
}
function count(names, name, rows, first) {
  const known2 = names.get(name);
  if (known2 === void 0) names.set(name, { rows, first });
  else {
    known2.rows += rows;
    known2.first = Math.min(known2.first, first);
  }
}
function inOrder(names) {
  return new Map([...names].sort((a, b) => a[1].first - b[1].first).map(([name, { rows }]) => [name, rows]));
}

// src/evidence/collectors/label-rows.ts
function labelRows({ outcomes: count2 }) {
  const rows = new Float64Array(count2);
  return {
    row({ outcomes }) {
      for (const outcome of outcomes) rows[outcome]++;
    },
    part: () => rows,
    add(part) {
      part.forEach((more, outcome) => rows[outcome] += more);
    },
    fact: () => rows
  };
}

// src/evidence/base/base-sample.ts
var Stride = class {
  #step;
  #seen = 0;
  #taken = 0;
  constructor(total, wanted) {
    this.#step = Math.max(1, total / wanted);
  }
  take() {
    if (this.#seen++ < this.#taken * this.#step) return false;
    this.#taken++;
    return true;
  }
  /** Whether `take` says yes to the item of this number (from 0), for items that do not come in order. */
  takes(item) {
    let multiple = Math.floor(item / this.#step);
    while (multiple * this.#step > item) multiple--;
    while ((multiple + 1) * this.#step <= item) multiple++;
    return multiple * this.#step > item - 1;
  }
};

// src/collections/grown.ts
function grown(array, length = 2 * array.length) {
  const longer = new array.constructor(length);
  longer.set(array);
  return longer;
}

// src/collections/count-table.ts
var MOST_DENSE = 1 << 23;
var FEW_LABELS = 12;
function countTable(labels, features) {
  const isDense = features === void 0 ? labels <= FEW_LABELS : labels * features <= MOST_DENSE;
  return isDense ? new DenseCounts(labels, features ?? FIRST_FEATURES) : new SparseCounts();
}
var FIRST_FEATURES = 1 << 10;
var DenseCounts = class {
  #labels;
  #counts;
  constructor(labels, features) {
    this.#labels = labels;
    this.#counts = new Uint32Array(labels * features);
  }
  add(feature, label, by = 1) {
    const at = feature * this.#labels + label;
    if (at >= this.#counts.length)
      this.#counts = grown(this.#counts, Math.max(2 * this.#counts.length, 2 * (at + 1)));
    this.#counts[at] += by;
  }
  parts() {
    return { pairs: null, counts: this.#counts };
  }
  addAll({ counts }, featureOf = (feature) => feature) {
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      const feature = Math.floor(i / this.#labels);
      this.add(featureOf(feature), i - feature * this.#labels, counts[i]);
    }
  }
  freeze(features) {
    const all = this.#counts;
    const width = this.#labels;
    let used = 0;
    for (let i = 0; i < all.length; i++) if (all[i] !== 0) used++;
    const frozen = emptyCounts(features, used);
    let at = 0;
    for (let f = 0; f < features; f++) {
      for (let label = 0; label < width; label++) {
        const count2 = all[f * width + label] ?? 0;
        if (count2 === 0) continue;
        frozen.entries[2 * at] = label;
        frozen.entries[2 * at++ + 1] = count2;
        frozen.totals[f] += count2;
      }
      frozen.starts[f + 1] = at;
    }
    return frozen;
  }
};
var SparseCounts = class {
  #pairs = new PairTable();
  #counts = new Uint32Array(1 << 10);
  add(feature, label, by = 1) {
    const pair = this.#pairs.add(feature, label);
    if (pair >= this.#counts.length) this.#counts = grown(this.#counts, 2 * pair);
    this.#counts[pair] += by;
  }
  parts() {
    return { pairs: this.#pairs.slots, counts: this.#counts };
  }
  addAll({ pairs, counts }, featureOf = (feature) => feature) {
    PairTable.forEach(pairs, (feature, label, pair) => this.add(featureOf(feature), label, counts[pair]));
  }
  freeze(features) {
    const { starts, entries, totals } = emptyCounts(features, this.#pairs.size);
    const { slots } = this.#pairs;
    PairTable.forEach(slots, (feature) => {
      starts[feature + 1]++;
    });
    for (let f = 0; f < features; f++) starts[f + 1] += starts[f];
    const fill = starts.slice();
    PairTable.forEach(slots, (feature, label, pair) => {
      const at = fill[feature]++;
      entries[2 * at] = label;
      entries[2 * at + 1] = this.#counts[pair];
      totals[feature] += this.#counts[pair];
    });
    for (let f = 0; f < features; f++) sortByLabel(entries, 2 * starts[f], 2 * starts[f + 1]);
    return { starts, entries, totals };
  }
};
function sortByLabel(entries, start, end) {
  for (let i = start + 2; i < end; i += 2) {
    const label = entries[i];
    const count2 = entries[i + 1];
    let at = i;
    for (; at > start && entries[at - 2] > label; at -= 2) {
      entries[at] = entries[at - 2];
      entries[at + 1] = entries[at - 1];
    }
    entries[at] = label;
    entries[at + 1] = count2;
  }
}
function emptyCounts(features, entries) {
  return {
    starts: new Uint32Array(features + 1),
    entries: new Uint32Array(2 * entries),
    totals: new Uint32Array(features)
  };
}

// src/evidence/content-model/model-counts.ts
var PAIR_BITS = 2 ** 24;
var ModelCounts = class {
  /** Numbers the learned pairs that were met. */
  pairNumbers = new PairTable();
  labelRows;
  rows = 0;
  #learned;
  #words;
  #pairs;
  #wordStamps;
  #pairStamps = new Uint32Array(1 << 10);
  #stamp = 0;
  constructor({ labels, words, pairs }) {
    this.labelRows = new Float64Array(labels);
    this.#learned = pairs;
    this.#words = countTable(labels, words);
    this.#pairs = countTable(labels);
    this.#wordStamps = new Uint32Array(words);
  }
  /** Counts one row, the first `length` of the ids, under one of its labels. */
  add(ids, label, length = ids.length) {
    this.rows++;
    this.labelRows[label]++;
    const stamp = ++this.#stamp;
    const stamps = this.#wordStamps;
    const learned = this.#learned;
    const words = stamps.length;
    let previous = UNKNOWN;
    for (let i = 0; i < length; i++) {
      const id = ids[i] < words ? ids[i] : UNKNOWN;
      if (id !== UNKNOWN) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          this.#words.add(id, label);
        }
        if (i === 0 || previous !== UNKNOWN) {
          const bit = pairBit(previous, id);
          if ((learned[bit >>> 5] & 1 << (bit & 31)) !== 0) this.#addPair(previous, id, label, stamp);
        }
      }
      previous = id;
    }
  }
  #addPair(left, right, label, stamp) {
    const pair = this.#numberOf(left, right);
    if (this.#pairStamps[pair] === stamp) return;
    this.#pairStamps[pair] = stamp;
    this.#pairs.add(pair, label);
  }
  #numberOf(left, right) {
    const pair = this.pairNumbers.add(left, right);
    if (pair >= this.#pairStamps.length) this.#pairStamps = grown(this.#pairStamps, pair * 2);
    return pair;
  }
  part() {
    return {
      rows: this.rows,
      labelRows: this.labelRows,
      words: this.#words.parts(),
      pairs: this.#pairs.parts(),
      pairSlots: this.pairNumbers.slots
    };
  }
  addPart({ rows, labelRows: labelRows2, words, pairs, pairSlots }) {
    this.rows += rows;
    labelRows2.forEach((more, label) => this.labelRows[label] += more);
    this.#words.addAll(words);
    const own = new Uint32Array(pairSlots.length / 4);
    PairTable.forEach(pairSlots, (left, right, number) => {
      own[number] = this.#numberOf(left, right);
    });
    this.#pairs.addAll(pairs, (pair) => own[pair]);
  }
  /** Rows by word and label, and by pair and label, as counted so far. */
  freeze() {
    return {
      words: this.#words.freeze(this.#wordStamps.length),
      pairs: this.#pairs.freeze(this.pairNumbers.size + 1)
    };
  }
};
function pairBit(left, right) {
  let h = Math.imul(left, 2654435761) ^ Math.imul(right, 2246822507);
  h ^= h >>> 15;
  return Math.imul(h, 3266489909) >>> 8;
}

// src/evidence/collectors/model-rows.ts
var MODEL_ROWS = 6e4;
function modelRows({ model, held, rows, first }) {
  const counts = new ModelCounts(model);
  const stride = new Stride(rows, MODEL_ROWS);
  return {
    row({ run, text, outcomes, order }) {
      if (outcomes.length === 0 || !stride.takes(order - first) || held.has(text)) return;
      for (const outcome of outcomes) counts.add(run.ids, outcome, run.count);
    },
    part: () => counts.part(),
    add: (part) => counts.addPart(part),
    fact: () => counts
  };
}

// src/evidence/phrases/phrase-counter.ts
var PhraseCounter = class {
  #walker;
  #table;
  #label = 0;
  /** Made once: a closure for each row would be a million of them. */
  #count = (node) => this.#table.add(node, this.#label);
  constructor(walker, labels) {
    this.#walker = walker;
    this.#table = countTable(labels, walker.tables.nodes);
  }
  /** Counts one row, the first `length` of the ids; a row of several labels counts once for each. */
  add(ids, labels, length = ids.length) {
    for (const label of labels) {
      this.#label = label;
      this.#walker.forEachIn(ids, this.#count, length);
    }
  }
  /** What was counted so far, to be added to another counter of the same phrases. */
  parts() {
    return this.#table.parts();
  }
  addAll(parts) {
    this.#table.addAll(parts);
  }
  /** Counts by node of the trie. */
  finish() {
    return this.#table.freeze(this.#walker.tables.nodes);
  }
};

// src/evidence/phrases/phrase-walker.ts
var LONGEST = 5;
var PAIR_BITS2 = 1 << 19;
function pairBit2(node, token) {
  return (Math.imul(node, 2654435761) ^ Math.imul(token, 2246822507)) >>> 13;
}
var PhraseWalker = class {
  tables;
  #edges;
  #stamps;
  #stamp = 0;
  #buffer = new Int32Array(256);
  constructor(tables) {
    this.tables = tables;
    this.#edges = new PairTable(tables.edges);
    this.#stamps = new Uint32Array(tables.nodes);
  }
  /**
   * Calls `visit(node)` once for each phrase of the trie that the text of these token ids (the first `length`) holds.
   * Most tokens of a reference row begin or continue no phrase, which two look-ups in small arrays tell.
   */
  forEachIn(ids, visit, length = ids.length) {
    const buffer = this.#framed(ids, length);
    const { roots, inner, extended, pairs } = this.tables;
    const edges = this.#edges;
    const stamps = this.#stamps;
    const stamp = ++this.#stamp;
    const end = length + 2;
    for (let start = 0; start < end; start++) {
      const token = buffer[start];
      let node = token < roots.length ? roots[token] : 0;
      if (node === 0) continue;
      if (stamps[node] !== stamp) {
        stamps[node] = stamp;
        visit(node);
      }
      const last = Math.min(end, start + LONGEST);
      for (let i = start + 1; i < last && extended[node] === 1; i++) {
        const next = buffer[i];
        if (next >= inner.length || inner[next] === 0) break;
        const bit = pairBit2(node, next);
        if ((pairs[bit >>> 5] & 1 << (bit & 31)) === 0) break;
        node = edges.get(node, next);
        if (node === 0) break;
        if (stamps[node] === stamp) continue;
        stamps[node] = stamp;
        visit(node);
      }
    }
  }
  /** The ids between the marks of a row's two ends. */
  #framed(ids, length) {
    if (this.#buffer.length < length + 2) this.#buffer = new Int32Array((length + 2) * 2);
    const buffer = this.#buffer;
    buffer[0] = this.tables.opening;
    for (let i = 0; i < length; i++) buffer[i + 1] = ids[i];
    buffer[length + 1] = this.tables.ending;
    return buffer;
  }
};

// src/evidence/collectors/phrase-rows.ts
var UNLABELLED = [0];
function phraseRows(plan) {
  const counter = new PhraseCounter(new PhraseWalker(plan.phrases), Math.max(1, plan.outcomes));
  return {
    row({ run, outcomes }) {
      counter.add(run.ids, plan.outcomes === 0 ? UNLABELLED : outcomes, run.count);
    },
    part: () => counter.parts(),
    add: (part) => counter.addAll(part),
    fact: () => counter.finish()
  };
}

// src/evidence/collectors/index.ts
var baseCollectors = {
  referenceText: textStatistics,
  referenceDuplicates: ({ yardstick }) => yardstickSearch(yardstick)
};
var changeCollectors = {
  neighbours: ({ neighbours: neighbours2 }) => changeSearch(neighbours2)
};
var reviewCollectors = { ...baseCollectors, ...changeCollectors };
var groupCollectors = {
  phraseCounts: phraseRows,
  referenceLabels: labelRows,
  modelCounts: modelRows
};

// src/collections/remembered.ts
function remembered(work) {
  const known2 = /* @__PURE__ */ new WeakMap();
  return (key) => {
    let found = known2.get(key);
    if (found === void 0) known2.set(key, found = { result: work(key) });
    return found.result;
  };
}

// src/text/fold-label.ts
var TRUTH = { true: "1", false: "0" };
var LEAST_LETTERS = 5;
var MOST_COMPARED = 200;
var LIST = /[[\]{},;|+]/;
var LEAST_ABBREVIATION = 2;
function foldLabel(label) {
  const folded = label.normalize("NFKC").toLowerCase().normalize("NFKC").replace(
    /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu,
    (character) => /\s/.test(character) ? " " : ""
  ).replace(/[\s_\-./]+/g, " ").trim();
  const number = numberIn(label);
  if (number !== null) return number;
  return TRUTH[folded] ?? folded.replace(/^[\p{P}\s]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[\p{P}\s]+$/gu, "");
}
function numberIn(label) {
  const text = label.normalize("NFKC").replace(/[\s\p{Cf}_]/gu, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? String(Number(text)) : null;
}
function labelFolder(established) {
  const known2 = new Set(established);
  const byFold = /* @__PURE__ */ new Map();
  for (const label of known2) byFold.set(foldLabel(label), byFold.has(foldLabel(label)) ? null : label);
  const remembered2 = /* @__PURE__ */ new Map();
  return (label) => {
    if (known2.has(label)) return null;
    let found = remembered2.get(label);
    if (found === void 0) remembered2.set(label, found = meant(foldLabel(label)));
    return found;
  };
  function meant(folded) {
    const equal = byFold.get(folded);
    if (equal !== void 0) return equal;
    if (/\p{N}/u.test(folded) || LIST.test(folded) || byFold.size > MOST_COMPARED) return null;
    const like = [...byFold].filter(
      ([other]) => !LIST.test(other) && (isAbbreviation(folded, other) || isOneLetterOff(folded, other))
    );
    return like.length === 1 ? like[0][1] : null;
  }
}
function isAbbreviation(short, long) {
  return short.length >= LEAST_ABBREVIATION && short.length < long.length && long.startsWith(short);
}
function isOneLetterOff(a, b) {
  if (Math.min(a.length, b.length) < LEAST_LETTERS || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [left, right] = [a.slice(start), b.slice(start)];
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1) || left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}

// src/evidence/labels/label-space.ts
function labelPrefix(column) {
  return `${column}: `;
}
var MEASURE = /^\s*([-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)\s*(%|\/\s*\d+|\p{L}+)?\s*$/iu;
function numberIn2(label) {
  const plain = label.trim() === "" ? NaN : Number(label);
  return Number.isFinite(plain) ? plain : Number(MEASURE.exec(label)?.[1] ?? NaN);
}
function labelSpace(table2) {
  const space = spaceOf(table2);
  if (table2.of === void 0) return space;
  const prefix = labelPrefix(table2.of);
  return {
    ...space,
    names: space.names.map((name) => prefix + name),
    indexOf: (label) => label.startsWith(prefix) ? space.indexOf(label.slice(prefix.length)) : -1,
    isTested: (label) => label.startsWith(prefix) && space.isTested(label.slice(prefix.length))
  };
}
function spaceOf({ names, bounds, middle, rows, facet }) {
  if (bounds !== null) {
    const valueOf = (label) => {
      const value = numberIn2(label);
      return Number.isFinite(value) ? value : numberIn2(foldLabel(label));
    };
    const indexOf = (label) => rangeOf(bounds, valueOf(label));
    const isHalves = bounds.length === 1 && middle !== null;
    return {
      names,
      indexOf,
      none: -1,
      isTested: (label) => indexOf(label) >= 0,
      rows,
      isMixed: false,
      isHalves
    };
  }
  const known2 = new Map(names.map((name, index) => [name, rows[index]]));
  const meant = labelFolder(names);
  const nameOf = (label) => known2.has(label) ? label : meant(label) ?? label;
  const own = facet === null ? names : [...facet.labels].sort();
  const numbers = new Map(own.map((name, index) => [name, index]));
  const hasNone = facet !== null && facet.none !== null;
  return {
    names: hasNone ? [...own, facet.none] : own,
    indexOf: (label) => numbers.get(nameOf(label)) ?? -1,
    none: hasNone ? own.length : -1,
    isTested: (label) => known2.has(nameOf(label)),
    rows: own.map((name) => known2.get(name)),
    isMixed: facet?.isMixed === true,
    isHalves: false
  };
}
function allNumbers(space) {
  const none = space.none < 0 ? [] : [space.none];
  return remembered((labels) => {
    const found = new Set(labels.map((label) => space.indexOf(label)).filter((index) => index >= 0));
    if (found.size > 0) return [...found];
    return labels.length === 0 || labels.some(space.isTested) ? none : [];
  });
}
function baseNumbers(space) {
  const all = allNumbers(space);
  return remembered((labels) => {
    const found = all(labels);
    if (found.length < 2) return found;
    return [[...found].sort((a, b) => space.rows[a] - space.rows[b] || a - b)[0]];
  });
}
function rangeOf(bounds, value) {
  if (!Number.isFinite(value)) return -1;
  const found = bounds.findIndex((bound) => value <= bound);
  return found === -1 ? bounds.length : found;
}

// src/evidence/since/rows-since.ts
var { referenceText, neighbours } = reviewCollectors;
var kinds = {
  referenceText: () => referenceText(),
  neighbours: (plan) => neighbours({ neighbours: plan.neighbours }),
  phraseCounts: ({ group }) => groupCollectors.phraseCounts(group),
  referenceLabels: ({ group }) => groupCollectors.referenceLabels(group),
  modelCounts: ({ group }) => groupCollectors.modelCounts(group)
};
function rowsSince(plan) {
  const counted = openCollectors(kinds, plan);
  const aside = /* @__PURE__ */ new Map();
  const show = (row) => {
    for (const collector of counted.each) collector.row(row);
    if (!plan.isAllSets) row.isUnlike = false;
  };
  const waits = (row) => {
    if (!plan.marks.has(markOf(row.run))) return false;
    const { text, labels, outcomes, path, order } = row;
    const key = rowKey(text, labels);
    const most = plan.came.get(key);
    if (most === void 0) return false;
    const known2 = aside.get(key) ?? [];
    aside.set(key, known2);
    return known2.length < most && known2.push({ text, labels: [...labels], outcomes, path, order }) > 0;
  };
  return {
    row(row) {
      if (!waits(row)) show(row);
    },
    part: () => ({ counted: counted.parts(), aside }),
    add(part) {
      counted.add(part.counted);
      for (const [key, rows] of part.aside) aside.set(key, [...aside.get(key) ?? [], ...rows]);
    },
    fact(changes) {
      const read = baseRowReader(plan.group);
      const stayed = [...aside].flatMap(
        ([key, rows]) => rows.toSorted((a, b) => a.order - b.order).slice(0, -plan.came.get(key))
      );
      for (const { text, labels, outcomes, path, order } of [...stayed, ...plan.gone])
        show(read(text, labels, outcomes, path, order));
      return counted.facts(changes);
    }
  };
}
var sinceCollectors = { since: rowsSince };
function markOf({ hashes, hashed }) {
  let mark = hashed;
  for (let i = 0; i < hashed; i++) mark = mark + hashes[i] | 0;
  return mark;
}

// src/evidence/row-share.ts
function shareCounter({ path, first, review, group, since }) {
  const ofReview = openCollectors(reviewCollectors, review);
  const ofGroup = openCollectors(groupCollectors, group);
  const along = since && openCollectors(sinceCollectors, since);
  const all = [...along?.each ?? [], ...ofReview.each, ...ofGroup.each];
  const readRow = baseRowReader(group);
  const space = group.labels && labelSpace(group.labels);
  const outcomesOf = space && baseNumbers(space);
  return {
    visit(text, labels, _, number) {
      const row = readRow(text, labels, outcomesOf?.(labels) ?? NONE2, path, first + number);
      for (const collector of all) collector.row(row);
    },
    result: () => ({ ...ofReview.parts(), ...ofGroup.parts(), ...along?.parts() })
  };
}
var NONE2 = [];

// src/model/json.ts
function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function get(value, key) {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : void 0;
}
function isEmpty(value) {
  return value === void 0 || value === null || value === "";
}

// src/model/labels/label-names.ts
var NO_FLAG = "none of them";
function labelNamesOf(value) {
  if (typeof value === "string") {
    const text = value.trim();
    const list = text.startsWith("[") && text.endsWith("]") ? parseList(text) : null;
    return list ?? (text === "" ? [] : [canonicalLabel(text)]);
  }
  if (value === null) return [];
  if (typeof value !== "object") return [String(value)];
  if (Array.isArray(value)) return [...new Set(value.flatMap(labelNamesOf))];
  return flagNames(value) ?? likelyNames(value) ?? namedLabel(value) ?? [JSON.stringify(value)];
}
function canonicalLabel(text) {
  return /^-?\d{1,15}\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text;
}
function parseList(text) {
  if (text.length > 1e4 || text.includes("[", 1)) return null;
  for (const candidate of [text, text.replace(/'/g, '"')]) {
    try {
      const value = JSON.parse(candidate);
      if (Array.isArray(value)) return labelNamesOf(value);
    } catch {
    }
  }
  return null;
}
function flagNames(value) {
  const entries = Object.entries(value);
  const areFlags2 = entries.every(([, flag]) => typeof flag === "boolean" || flag === 0 || flag === 1);
  if (!areFlags2) return null;
  const set2 = entries.filter(([, flag]) => flag === true || flag === 1).map(([name]) => name);
  return set2.length === 0 && entries.length > 0 ? [NO_FLAG] : set2;
}
function likelyNames(value) {
  const entries = Object.entries(value);
  const shares = entries.map(([, share2]) => typeof share2 === "number" ? share2 : NaN);
  if (entries.length < 2 || !shares.every((share2) => share2 >= 0 && share2 <= 1)) return null;
  const sum = shares.reduce((total, share2) => total + share2, 0);
  if (Math.abs(sum - 1) < 0.02) return [entries[shares.indexOf(Math.max(...shares))][0]];
  const likely = entries.filter((_, i) => shares[i] >= 0.5).map(([name]) => name);
  return likely.length === 0 ? [NO_FLAG] : likely;
}
function namedLabel(value) {
  const key = ["label", "name", "class", "category", "value"].find(
    (name) => Object.hasOwn(value, name) && typeof value[name] === "string"
  );
  const others = Object.entries(value).filter(([name]) => name !== key);
  const list = others[0]?.[1];
  if (key === void 0 && others.length === 1 && Array.isArray(list)) return labelNamesOf(list);
  return key !== void 0 && others.every(([, other]) => typeof other === "number" || other === null) ? labelNamesOf(value[key]) : null;
}

// src/model/options.ts
var TAGS = { kinds: "tag labels", words: "tagged words" };

// src/rows/formats/tokens/tags.ts
var { kinds: KIND_COLUMN, words: WORDS_COLUMN } = TAGS;
var PLACE = /^([BIESLUMO])[-_](?=.)/;
function isOutside(tag) {
  return tag === "O" || tag === "0" || tag === "" || tag === "_" || tag === "-";
}
function isPlaced(tag) {
  return PLACE.test(tag);
}
function kindOf(tag) {
  return tag.replace(PLACE, "");
}
function kindsOf(tags) {
  const kinds2 = [...new Set(tags.filter((tag) => !isOutside(tag)).map(kindOf))];
  return kinds2.length === 0 && tags.length > 0 ? [NO_FLAG] : kinds2;
}

// src/rows/formats/joined-labels.ts
var TAGGED = " ";
function tagsIn(value) {
  if (!/^[\s['"]*[BIESLUMO0_-]/.test(value)) return null;
  const tags = value.split(/[\s,;[\]'"]+/).filter((tag) => tag !== "");
  return tags.length > 1 && tags.every((tag) => isPlaced(tag) || isOutside(tag)) ? tags : null;
}
function labelsJoined(value, sign) {
  if (sign === TAGGED) return kindsOf(tagsIn(value) ?? [value]);
  return value.split(sign).map((part) => part.trim()).filter((part) => part !== "");
}

// src/rows/columns/conversations.ts
var ASSISTANT = /^(assistant|gpt|bot|model|chatgpt|ai|function_call|tool_call|response|answer)$/i;
var ANSWERER = /^(assistant|gpt|bot|model|chatgpt|ai|system|agent|wizard|sys|expert|therapist)$/i;
function turnsOf(value) {
  if (typeof value === "string") return turnsInText(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns = [];
  for (const item of value) {
    const found = exchangeOf(item) ?? [turnOf(item)];
    for (const turn of found) {
      if (turn === null) return null;
      turns.push(turn);
    }
  }
  return turns;
}
function side(turns, assistant) {
  return turns.filter((turn) => turn.assistant === assistant).map((turn) => turn.content).join("\n");
}
function exchangeOf(item) {
  if (!isMap(item)) return null;
  const [asked, answered] = [get(item, "input"), get(item, "output")];
  if (typeof asked !== "string" || typeof answered !== "string") return null;
  return [
    { assistant: false, content: [...partsOf(get(item, "system")), asked].join("\n") },
    { assistant: true, content: answered }
  ];
}
function turnOf(item) {
  if (!isMap(item)) return null;
  const role = get(item, "role") ?? get(item, "from");
  const speaker = get(item, "speaker");
  const who = role ?? speaker;
  const said2 = ["content", "value", "text", "parts", "utterance"].map((key) => get(item, key)).find((part) => part !== void 0);
  const calls = callsIn(get(item, "tool_calls") ?? get(item, "function_call"));
  if (typeof who !== "string" || said2 === void 0 && calls.length === 0) return null;
  const assistant = (role === void 0 ? ANSWERER : ASSISTANT).test(who);
  return { assistant, content: [...partsOf(said2), ...calls].join("\n") };
}
function partsOf(said2) {
  if (isEmpty(said2)) return [];
  if (typeof said2 !== "object") return [String(said2)];
  if (Array.isArray(said2)) return said2.flatMap(partsOf);
  const call = get(said2, "functionCall") ?? get(said2, "function_call");
  if (call !== void 0) return callsIn(call);
  const text = get(said2, "text");
  return typeof text === "string" ? [text] : Object.values(said2).flatMap(partsOf);
}
function callsIn(calls) {
  if (typeof calls !== "object" || calls === null) return [];
  if (Array.isArray(calls)) return calls.flatMap(callsIn);
  const call = get(calls, "function") ?? calls;
  if (typeof call !== "object" || Array.isArray(call)) return [];
  const name = get(call, "name");
  if (typeof name !== "string") return [];
  const given = get(call, "arguments") ?? get(call, "args") ?? get(call, "input");
  const written = given === void 0 ? "" : typeof given === "string" ? given : JSON.stringify(given);
  return [/^\s*(\{\s*\})?\s*$/.test(written) ? `call ${name}` : `call ${name} ${written}`];
}
var MARKERS = [
  /<\|im_start\|>\s*(?<who>\w+)\s*\n?/g,
  /<\|start_header_id\|>\s*(?<who>\w+)\s*<\|end_header_id\|>\s*/g,
  /<start_of_turn>\s*(?<who>\w+)\s*\n?/g,
  /<\|(?<who>user|assistant|system|human|bot|prompter)\|>:?\s*/gi,
  /\[\|(?<who>Human|User|AI|Assistant)\|\]\s*/g,
  /#{2,4}\s*(?<who>Human|User|Assistant|AI|Bot|GPT|System|Instruction|Input|Response|Answer|Output|Question)\s*:[ \t]*/g,
  /(?:^|\n)\s*(?:#{1,4}\s*)?(?<who>Human|User|Assistant|AI|Bot|GPT|Chatbot|System|Instruction|Input|Response|Answer|Output|Question|Q|A)\s*:[ \t]*/g
];
var ENDS = /<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end(of(text|_turn))?\|>|<\/?s>|<\|begin_of_text\|>/g;
var ANSWERS = /^(assistant|ai|bot|gpt|chatbot|model|response|answer|output|a)$/i;
function turnsInText(text) {
  if (text.length > 1 << 20) return null;
  const found = text.includes("[/INST]") ? instructions(text) : listInText(text) ?? marked(text);
  return found?.some(({ assistant }) => assistant) && found.some(({ assistant }) => !assistant) ? found : null;
}
function instructions(text) {
  return text.split("[INST]").flatMap((part) => {
    const [asked, ...answered] = part.split("[/INST]");
    if (answered.length === 0) return said(false, part);
    return [...said(false, asked), { assistant: true, content: bare(answered.join("\n")) }];
  });
}
function listInText(text) {
  if (!/^\s*\[\s*\{/.test(text)) return null;
  try {
    return turnsOf(JSON.parse(text));
  } catch {
    return null;
  }
}
function marked(text) {
  if (!/[:>\]]/.test(text)) return null;
  for (const marker of MARKERS) {
    const marks = [...text.matchAll(marker)];
    if (marks.length < 2 || ANSWERS.test(marks[0].groups["who"])) continue;
    const before = said(false, text.slice(0, marks[0].index));
    return before.concat(
      marks.map((mark, i) => ({
        assistant: ANSWERS.test(mark.groups["who"]),
        content: bare(text.slice(mark.index + mark[0].length, marks[i + 1]?.index))
      }))
    );
  }
  return null;
}
function said(assistant, text) {
  const content = bare(text);
  return content === "" ? [] : [{ assistant, content }];
}
function bare(text) {
  return text.replace(ENDS, " ").trim();
}

// src/rows/columns/label-vector.ts
function labelsOfVector(cell, length, column) {
  const vector = vectorIn(cell);
  if (vector?.length !== length) return null;
  const most = Math.max(...vector);
  const set2 = areFlags(vector) ? vector.flatMap((flag, place) => flag === 1 ? [place] : []) : [vector.indexOf(most)];
  return set2.length === 0 ? [NO_FLAG] : set2.map((place) => `${column}[${String(place)}]`);
}
function vectorIn(cell) {
  let items;
  if (Array.isArray(cell)) items = cell;
  else if (typeof cell === "string" && cell.length < 1e4 && /^\s*\[[\d.,\s]+\]\s*$/.test(cell))
    items = (cell.match(/[\d.]+/g) ?? []).map(Number);
  else return null;
  return items.every((item) => typeof item === "number" && item >= 0 && item <= 1) ? items : null;
}
function areFlags(vector) {
  return vector.every((value) => value === 0 || value === 1);
}

// src/rows/columns/roles.ts
var NO_LABELS = [];
var MAX_INTERNED = 65536;
function roleReader(columns, aliases) {
  const interned = /* @__PURE__ */ new Map();
  const value = (fields, name) => {
    const found = get(fields, name);
    const alias = found === void 0 ? aliases.get(name) : void 0;
    return alias === void 0 ? found : get(fields, alias);
  };
  const isChat = columns.response !== null && columns.text.includes(columns.response);
  const labelCell = (fields, name) => isChat && name === columns.response ? responseOf(value(fields, name), true) : value(fields, name);
  const read = (fields) => ({
    text: textOf(
      columns.text.map((name) => value(fields, name)),
      isChat
    ),
    labels: columns.label === null ? NO_LABELS : labelsOf(labelCell(fields, columns.label), interned, columns),
    response: columns.response === null ? null : responseOf(value(fields, columns.response), isChat)
  });
  return Object.assign(read, { columns, isAliased: aliases.size > 0 || isChat });
}
function textOf(values, isChat) {
  if (values.length === 1) return textValue(values[0], isChat);
  return values.map((value) => textValue(value, isChat)).filter((text) => text !== "").join("\n");
}
function textValue(value, isChat) {
  if (typeof value === "string" && !isChat) return value;
  const turns = turnsOf(value);
  return turns ? side(turns, false) : leaves(value);
}
function responseOf(value, isChat) {
  if (typeof value === "string" && !isChat) return value;
  if (value === void 0 || value === null) return null;
  const turns = turnsOf(value);
  if (turns) return side(turns, true);
  return typeof value === "string" ? "" : leaves(value);
}
function leaves(value) {
  if (value === void 0 || value === null) return "";
  if (typeof value !== "object") return String(value);
  return stringsIn(value).join("\n");
}
var SAID = ["text", "response"];
function stringsIn(value) {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  const said2 = SAID.map((name) => get(value, name)).find((text) => typeof text === "string");
  if (said2 !== void 0) return [said2];
  return Object.values(value).flatMap(stringsIn);
}
function labelsOf(value, interned, { label, labelVector, labelSign }) {
  if (isEmpty(value)) return NO_LABELS;
  const key = typeof value === "string" ? value : JSON.stringify(value);
  const known2 = interned.get(key);
  if (known2) return known2;
  const vector = labelVector === void 0 ? null : labelsOfVector(value, labelVector, label);
  const labels = Object.freeze(vector ?? labelNamesOf(separated(value, labelSign)));
  if (interned.size < MAX_INTERNED) interned.set(key, labels);
  return labels;
}
function separated(value, sign) {
  const parts = typeof value === "string" && sign !== void 0 ? labelsJoined(value, sign) : [];
  return parts.length > 1 || sign === TAGGED ? parts : value;
}

// src/rows/formats/csv/csv.ts
import { isUtf8 as isUtf82 } from "node:buffer";

// src/rows/formats/legacy.ts
import { isUtf8 } from "node:buffer";

// src/rows/formats/problem-words.ts
var problemWords = {
  notUtf8: "This record is not valid UTF-8. Save the file as UTF-8.",
  legacy: "This record is not valid UTF-8, as others of this file; it was read as Windows-1252.",
  nulByte: "This record holds a NUL byte, so it is not text. Remove it.",
  conflictMarker: "A merge conflict marker stands here. Resolve the conflict and remove the marker.",
  lfsPointer: "This is a Git LFS pointer, not the data it stands for. Commit the data, or exclude the path.",
  notAnObject: 'This line is JSON but not an object. Write one {"column": value, \u2026} object a line.',
  truncatedJson: "This record is not complete JSON: it ends too early. In JSON Lines, write the whole object on one line.",
  invalidJson: "This record is not valid JSON. Correct it, or remove it.",
  notANumber: "This record holds NaN or Infinity, which JSON does not know; it was read as null. Write null, or leave the key out.",
  duplicateKeys: "This record names a key twice, so programs disagree about its value. Keep one of them.",
  tooDeep: "This record is nested too deeply to be read. Flatten it.",
  otherShape: (shape) => `This record is not written as the file's records are: ${shape}. Write it like them.`,
  unfoldsTooFar: "This record would become many times as large as it is when it is unfolded. Split it.",
  headerAgain: "The header stands here once more, among the rows. Remove it.",
  strayQuote: 'A quoted field goes on after its closing quote. Double quotes inside a field ("").',
  innerQuote: 'A quoted field goes on after its closing quote; it was read as Python reads it. Double quotes inside a field ("").',
  tooFew: (found, expected) => `This record has ${found} of ${expected} fields, so its columns may be shifted. Check delimiters and quotes.`,
  tooMany: (found, expected) => `This record has ${found} fields where the file has ${expected} columns. Quote fields that hold the delimiter.`
};
var markers = /^(<{7}|>{7}|\|{7})( |$)|^={7}$/;
function isConflictMarker(text) {
  return markers.test(text.slice(0, 200).trimEnd());
}

// src/rows/formats/legacy.ts
var windows1252 = new TextDecoder("windows-1252");
function westernText(bytes) {
  return windows1252.decode(bytes, { stream: true });
}
function recordText(batch, index, isLegacy) {
  const start = batch.starts[index];
  const end = batch.ends[index];
  return isLegacy ? westernText(batch.bytes.subarray(start, end)) : batch.bytes.toString("utf8", start, end);
}
function forEachText(batch, isLegacy, refuse, read) {
  const allUtf8 = isUtf8(batch.bytes);
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const isForeign = !allUtf8 && !isUtf8(batch.bytes.subarray(batch.starts[i], batch.ends[i]));
    if (isForeign && !isLegacy) refuse(i, null, problemWords.notUtf8, recordText(batch, i, false));
    else read(i, recordText(batch, i, isForeign), isForeign);
  }
}

// src/rows/formats/reader.ts
function setOwn(fields, name, value) {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

// src/rows/formats/column-names.ts
var textNames = [
  "text",
  "sentence",
  "content",
  "utterance",
  "comment",
  "review",
  "tweet",
  "message",
  "messages",
  "conversation",
  "conversations",
  "instruction",
  "question",
  "prompt",
  "query",
  "input",
  "phrase",
  "phrases",
  "utterances",
  "patterns",
  "document",
  "passage",
  "feedback",
  "statement",
  "body",
  "description",
  "post",
  "caption",
  "summary",
  "transcript",
  "dialogue",
  "snippet",
  "context",
  "abstract",
  "title",
  "headline",
  "testcase",
  "sentence1",
  "sentence2",
  "premise",
  "hypothesis",
  "question1",
  "question2",
  "setup",
  "joke",
  "word",
  "term",
  "translation",
  "q",
  "source",
  "commenttext",
  "reviewtext",
  "reviewbody",
  "tweettext",
  "fulltext"
];
var labelNames = [
  "label",
  "labels",
  "category",
  "categories",
  "class",
  "sentiment",
  "intent",
  "intents",
  "target",
  "rating",
  "tag",
  "tags",
  "emotion",
  "emotions",
  "polarity",
  "stance",
  "topic",
  "topics",
  "linkflairtext",
  "flair",
  "score",
  "stars",
  "overall",
  "labelgold",
  "goldlabel",
  "annotation",
  "verdict",
  "toxicity",
  "toxic",
  "sarcasm",
  "hate",
  "spam",
  "isspam",
  "isnegative",
  "istoxic",
  "type",
  "y",
  "connotation",
  "acceptable",
  "acceptability",
  "grammatical",
  "errorflag",
  "errortype",
  "correctness",
  "grade",
  "cats"
];
var responseNames = [
  "output",
  "response",
  "completion",
  "answer",
  "chosen",
  "reply",
  "responses",
  "answers",
  "punchline",
  "a",
  "completions",
  "solution",
  "canonicalsolution",
  "expectedoutput",
  "expectedanswer",
  "expectedresponse",
  "expected",
  "ideal",
  "groundtruth"
];
var idNames = [
  "id",
  "uid",
  "guid",
  "uuid",
  "rowid",
  "index",
  "idx",
  "key",
  "no",
  "caseid",
  "exampleid",
  "rowindex"
];
var known = /* @__PURE__ */ new Set([...textNames, ...labelNames, ...responseNames, ...idNames]);

// src/rows/formats/records.ts
var flaws = ["none", "oversized", "unclosed-quote", "broken-structure", "conflict-marker"];
function emptyBatch() {
  const capacity = 1024;
  return {
    bytes: Buffer.alloc(0),
    offset: 0,
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    lines: new Int32Array(capacity),
    endLines: new Int32Array(capacity),
    flaws: new Uint8Array(capacity),
    contexts: null
  };
}

// src/rows/formats/csv/csv-record.ts
var import_papaparse = __toESM(require_papaparse(), 1);
var NO_QUOTE = "\0";
function parseRecords(text, dialect) {
  const parser = new import_papaparse.default.Parser({
    delimiter: dialect.delimiter,
    newline: "\n",
    quoteChar: dialect.quoted ? '"' : NO_QUOTE
  });
  const parsed = parser.parse(text, 0, true);
  return { rows: parsed.data, strayQuote: parsed.errors.length > 0 };
}
function parseRecord(text, dialect) {
  const { rows, strayQuote } = parseRecords(`${text}
`, dialect);
  if (strayQuote) return { cells: cellsByPython(text, dialect.delimiter), strayQuote };
  return { cells: rows[0] ?? [text], strayQuote };
}
function cellsByPython(text, delimiter) {
  const cells = [];
  for (let at = 0; at <= text.length; at++) {
    const close = text[at] === '"' ? closingQuote(text, at + 1) : at - 1;
    const quoted = text.slice(at + 1, Math.max(close, at + 1)).replaceAll('""', '"');
    const next = text.indexOf(delimiter, close + 1);
    const end = next === -1 ? text.length : next;
    cells.push(quoted + text.slice(close + 1, end));
    at = end;
  }
  return cells;
}
function closingQuote(text, at) {
  let close = text.indexOf('"', at);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close === -1 ? text.length : close;
}

// src/rows/formats/csv/csv-splitter.ts
var oversized = flaws.indexOf("oversized");
var unclosed = flaws.indexOf("unclosed-quote");

// src/rows/formats/csv/csv.ts
function parseCsvBatch(batch, dialect, names, visit, legacy) {
  const rows = parseTogether(batch, dialect);
  if (rows) {
    for (const [i, cells] of rows.entries()) visitCells(i, cells, null, names, visit);
    return;
  }
  forEachText(batch, legacy, visit, (i, text, isForeign) => {
    if (text.includes("\0")) {
      visit(i, null, problemWords.nulByte);
      return;
    }
    const { cells, strayQuote } = parseRecord(text, dialect);
    const legacyDoubt = isForeign ? problemWords.legacy : null;
    const doubt = strayQuote ? quoteDoubt(text, cells.length, names.length) : legacyDoubt;
    visitCells(i, cells, doubt, names, visit);
  });
}
function parseTogether(batch, dialect) {
  const { bytes, count: count2 } = batch;
  if (count2 < 2) return null;
  const start = batch.starts[0];
  const end = batch.ends[count2 - 1];
  const span = bytes.subarray(start, end);
  let own = 0;
  for (let i = 0; i < count2; i++) own += batch.ends[i] - batch.starts[i];
  if (own * 2 < span.length) return null;
  if (span.includes(13) || span.includes(0) || !isUtf82(span)) return null;
  for (let i = 0; i < count2; i++) if (batch.flaws[i] !== 0) return null;
  const text = `${span.toString("utf8")}
`;
  const parsed = parseRecords(text, dialect);
  if (parsed.strayQuote) return null;
  const rows = parsed.rows.filter((cells) => cells.length > 1 || cells[0] !== "");
  return rows.length === count2 ? rows : null;
}
function visitCells(index, cells, doubt, names, visit) {
  if (cells.length < names.length && isConflictMarker(cells[0])) {
    visit(index, null, problemWords.conflictMarker);
    return;
  }
  if (names.length > 1 && cells.length === names.length && cells.every((cell, i) => cell === names[i])) {
    visit(index, null, problemWords.headerAgain);
    return;
  }
  visit(index, fieldsOf(cells, names), doubt ?? raggedDoubt(cells, names.length));
}
function quoteDoubt(text, found, expected) {
  return found === expected && !text.includes("\n") ? problemWords.innerQuote : problemWords.strayQuote;
}
function raggedDoubt(cells, expected) {
  if (cells.length < expected) return problemWords.tooFew(cells.length, expected);
  const extra = cells.length > expected && cells.slice(expected).some((cell) => cell !== "");
  return extra ? problemWords.tooMany(cells.length, expected) : null;
}
function fieldsOf(cells, names) {
  const fields = {};
  for (let i = 0; i < cells.length; i++) {
    const name = names[i] ?? `column ${String(i + 1)}`;
    if (name === "__proto__") setOwn(fields, name, cells[i]);
    else if (i < names.length || cells[i] !== "") fields[name] = cells[i];
  }
  return fields;
}

// src/rows/formats/json-splitter.ts
var oversized2 = flaws.indexOf("oversized");
var broken = flaws.indexOf("broken-structure");
var conflict = flaws.indexOf("conflict-marker");

// src/rows/formats/json-words.ts
var STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
function withoutNaN(text) {
  if (!text.includes("NaN") && !text.includes("Infinity")) return { text, found: false };
  let found = false;
  const replaced = text.replace(STRING_OR_WORD, (part) => {
    if (part.startsWith('"')) return part;
    found = true;
    return "null";
  });
  return { text: replaced, found };
}
var STRING_OR_LARGE = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
function withLargeIntegers(text) {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(
    STRING_OR_LARGE,
    (part) => part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${part}"`
  );
}

// src/rows/formats/json-value.ts
function parseJson(text, refuse, doubt = refuse) {
  let value;
  try {
    value = JSON.parse(withLargeIntegers(text));
  } catch (error) {
    const { text: mended, found } = withoutNaN(text);
    if (!found) {
      refuse(wordsFor(text, error));
      return void 0;
    }
    const mendedValue = parseJson(mended, refuse);
    if (mendedValue !== void 0) doubt(problemWords.notANumber);
    return mendedValue;
  }
  if (!isTooDeep(text, value)) return value;
  refuse(problemWords.tooDeep);
  return void 0;
}
var MAX_DEPTH = 100;
function isTooDeep(text, value) {
  if (text.indexOf("[") === -1 && text.indexOf("{", 1) === -1) return false;
  if (text.length < 2 * MAX_DEPTH || (text.match(/[[{]/g)?.length ?? 0) <= MAX_DEPTH) return false;
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    const below = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const child of Object.values(item)) if (typeof child === "object") below.push(child);
    }
    level = below;
  }
  return false;
}
function wordsFor(text, error) {
  if (isConflictMarker(text)) return problemWords.conflictMarker;
  if (text.startsWith("version https://git-lfs.github.com/spec/")) return problemWords.lfsPointer;
  if (text.includes("\0")) return problemWords.nulByte;
  if (error instanceof RangeError) return problemWords.tooDeep;
  const atEnd = error instanceof Error && /Unexpected end|Unterminated string/.test(error.message);
  return atEnd ? problemWords.truncatedJson : problemWords.invalidJson;
}

// src/rows/formats/line-splitter.ts
var oversized3 = flaws.indexOf("oversized");

// src/rows/formats/jsonl.ts
function parseJsonBatch(batch, visit, legacy = false) {
  forEachText(batch, legacy, visit, (i, text, isForeign) => {
    let doubt = isForeign ? problemWords.legacy : null;
    const value = parseJson(
      text,
      (words) => visit(i, null, words),
      (words) => doubt = words
    );
    if (value === void 0) return;
    if (isMap(value)) visit(i, value, doubt);
    else visit(i, null, problemWords.notAnObject);
  });
}

// src/rows/open/flat-reader.ts
var DOUBT = "";
var REFUSED = "";
function parseFlatBatch(batch, visit) {
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const { fields, doubt } = readFlat(recordText(batch, i, false));
    visit(i, fields, doubt);
  }
}
function readFlat(text) {
  const mark = text.indexOf(DOUBT);
  if (text.startsWith(REFUSED)) return { fields: null, doubt: text.slice(1, mark) };
  let doubt = mark === -1 ? null : text.slice(mark + 1);
  const fields = parseJson(mark === -1 ? text : text.slice(0, mark), (words) => doubt = words);
  return { fields: fields ?? null, doubt };
}

// src/rows/base/visit-rows.ts
function pieceReader({ columns, records }, visitor) {
  const batch = emptyBatch();
  const parse = parserOf(records);
  let row = 0;
  const visit = recordVisitor(
    roleReader(columns, /* @__PURE__ */ new Map()),
    (text, labels, response) => visitor(text, labels, response, row++)
  );
  return ({ bytes, starts, ends, count: count2, first }) => {
    batch.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    batch.starts = starts;
    batch.ends = ends;
    batch.count = count2;
    if (batch.flaws.length < count2) batch.flaws = new Uint8Array(count2);
    row = first;
    parse(batch, visit, true);
  };
}
function recordVisitor(roles, visit) {
  return (_, fields) => {
    if (fields === null) return;
    const { text, labels, response } = roles(fields);
    visit(text, labels, response);
  };
}
function parserOf(records) {
  if (records === "json lines") return parseJsonBatch;
  if (records === "flat") return parseFlatBatch;
  return (batch, visit, legacy = false) => parseCsvBatch(batch, records.dialect, records.names, visit, legacy);
}

// src/review/threads/row-thread.ts
var share = null;
function begin({ setup, waiting }) {
  const counter = shareCounter(setup);
  return { counter, readPiece: pieceReader(setup.reading, counter.visit), waiting };
}
parentPort?.on("message", (message) => {
  if (message.kind === "begin") {
    share = begin(message);
    return;
  }
  if (share === null) throw new Error("No share has begun.");
  const { counter, waiting, readPiece } = share;
  if (message.kind === "piece") {
    readPiece(message.piece);
    Atomics.sub(waiting, 0, 1);
    return;
  }
  share = null;
  parentPort?.postMessage(counter.result());
});
